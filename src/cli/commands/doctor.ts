import type { Command } from 'commander';
import type { Finding } from '../doctor/finding.ts';
import { type Diagnosis, runChecks } from '../doctor/run-checks.ts';

const examples = `
Each line has a level (ok, warn, FAIL or skipped), the check, the result, and how to fix it. It never writes.

Examples:
  callthread doctor
  callthread doctor --json | jq '.checks[] | select(.level != "ok")'

Exit codes: 0 all is well, or only warnings; 1 something failed; 78 the configuration is invalid.`;

/** `callthread doctor`: checks every setting against the real services. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('check every setting against Temporal, Front and Aircall, and say how to fix problems')
    .option('--json', 'print JSON', false)
    .addHelpText('after', examples)
    .action(async ({ json }: { json: boolean }) => {
      const diagnosis = await runChecks({ environment: process.env, nowMs: Date.now }, process.cwd());
      console.log(json ? JSON.stringify(toJson(diagnosis), null, 2) : formatDiagnosis(diagnosis));
      process.exitCode = diagnosis.exitCode;
    });
}

/** @returns a line for each finding, and a summary */
export function formatDiagnosis({ findings }: Diagnosis): string {
  const { FAIL, warn, skipped } = countLevels(findings);
  const sum = [
    [FAIL, 'failed'] as const,
    [skipped, 'skipped'] as const,
    [warn, warn === 1 ? 'warning' : 'warnings'] as const,
  ]
    .flatMap(([count, words]) => (count > 0 ? [`${count} ${words}`] : []))
    .join(', ');
  return [...findings.map(formatFinding), '', sum === '' ? 'All is well.' : `${sum}.`].join('\n');
}

function formatFinding({ level, check, found, remedy }: Finding): string {
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
