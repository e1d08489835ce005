import type { Command } from 'commander';
import type { Finding } from '../doctor/finding.ts';
import { type Diagnosis, runChecks } from '../doctor/run-checks.ts';

const examples = `
Each line is ok, warn, FAIL or skipped, what was checked, what was found, and what to do. It writes nothing anywhere.

Examples:
  callthread doctor
  callthread doctor --json | jq '.checks[] | select(.level != "ok")'

Exit codes: 0 all is well, or there are warnings; 1 something failed; 78 the configuration cannot be used.`;

/** `callthread doctor`: every setting against the real things. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('check every setting against Temporal, Front and Aircall, and say what to do')
    .option('--json', 'for programs', false)
    .addHelpText('after', examples)
    .action(async ({ json }: { json: boolean }) => {
      const diagnosis = await runChecks({ environment: process.env, nowMs: Date.now }, process.cwd());
      console.log(json ? JSON.stringify(toJson(diagnosis), null, 2) : tellDiagnosis(diagnosis));
      process.exitCode = diagnosis.exitCode;
    });
}

/** @returns a line for each finding, and one that sums them up */
export function tellDiagnosis({ findings }: Diagnosis): string {
  const { FAIL, warn, skipped } = countLevels(findings);
  const sum = [[FAIL, 'failed'] as const, [skipped, 'skipped'] as const, [warn, 'to be looked at'] as const]
    .flatMap(([count, words]) => (count > 0 ? [`${count} ${words}`] : []))
    .join(', ');
  return [...findings.map(tellFinding), '', sum === '' ? 'All is well.' : `${sum}.`].join('\n');
}

function tellFinding({ level, check, found, remedy }: Finding): string {
  const what = `${level.padEnd(7)} ${check}: ${found}`;
  return remedy === null ? what : `${what}. ${remedy}`;
}

function toJson({ findings, exitCode }: Diagnosis) {
  return { exitCode, counts: countLevels(findings), checks: findings };
}

function countLevels(findings: readonly Finding[]): Record<Finding['level'], number> {
  const counts = { ok: 0, warn: 0, FAIL: 0, skipped: 0 };
  for (const { level } of findings) counts[level] += 1;
  return counts;
}
