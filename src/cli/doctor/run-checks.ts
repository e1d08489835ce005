import { listSecrets } from '../../config/environment.ts';
import { secretHider } from '../../telemetry/scrub-line.ts';
import { explainVendorFault } from '../terminal/errors.ts';
import { agentChecks } from './agent-checks.ts';
import { configChecks } from './config-checks.ts';
import type { Check } from './facts.ts';
import { FactMissing, type Facts, gatherFacts, readConfig, type Surroundings } from './facts.ts';
import { type Finding, fail, skipped } from './finding.ts';
import { frontChecks, inboxChecks } from './front-checks.ts';
import { serviceChecks } from './service-checks.ts';
import { encryptionChecks, temporalChecks } from './temporal-checks.ts';
import { webhookChecks } from './webhook-checks.ts';

const checks: readonly Check[] = [
  ...configChecks,
  ...temporalChecks,
  ...encryptionChecks,
  ...frontChecks,
  ...inboxChecks,
  ...agentChecks,
  ...webhookChecks,
  ...serviceChecks,
];

export interface Diagnosis {
  findings: Finding[];
  /** 0: all is well, or only warnings; 1: something failed; 78: the configuration is invalid. */
  exitCode: 0 | 1 | 78;
}

/** Checks every setting against the real services. It never writes. @param cwd the base of relative paths */
export async function runChecks(surroundings: Surroundings, cwd: string): Promise<Diagnosis> {
  const reading = readConfig(surroundings.environment, cwd);
  const facts = gatherFacts(surroundings, reading);
  try {
    const found = await Promise.all(checks.map(async (check) => await runOne(check, facts)));
    const hide = secretHider(listSecrets(surroundings.environment));
    const findings = found.flat().map((finding) => withoutSecrets(finding, hide));
    // A skipped check is not known to be fine.
    const failed = findings.some(({ level }) => level === 'FAIL' || level === 'skipped');
    return { findings, exitCode: reading.problems.length > 0 ? 78 : failed ? 1 : 0 };
  } finally {
    await facts.close();
  }
}

async function runOne(check: Check, facts: Facts): Promise<Finding[]> {
  const { name } = check;
  try {
    return await check.run(facts);
  } catch (error) {
    if (error instanceof FactMissing && error.check !== name) return [skipped(name, error.check)];
    const cause = error instanceof FactMissing ? error.cause : error;
    const fault = explainVendorFault(cause);
    if (fault !== null) return [fail(name, fault.found, fault.remedy)];
    const reason = cause instanceof Error ? cause.message : String(cause);
    return [fail(name, `could not be checked (${reason})`, 'Try again.')];
  }
}

function withoutSecrets({ level, check, found, remedy }: Finding, hide: (text: string) => string): Finding {
  return { level, check: hide(check), found: hide(found), remedy: remedy === null ? null : hide(remedy) };
}
