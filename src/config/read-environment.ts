import { cleanValue } from './clean-value.ts';
import type { Problem } from './config-error.ts';
import { Environment, EnvironmentBeforeWebhook } from './environment.ts';
import { findMisnamedVariables } from './misnamed-variables.ts';
import { findTemporalFaults } from './temporal-faults.ts';
import { toFaults } from './to-faults.ts';
import { toProblem } from './to-problem.ts';
import { ownVariables, secretVariables } from './variables.ts';

export interface EnvironmentReading {
  /** null when one of the variables cannot be used. */
  environment: Environment | null;
  problems: Problem[];
}

/** @param needsWebhookToken false for who is about to make the first webhook */
export function readEnvironment(env: NodeJS.ProcessEnv, needsWebhookToken: boolean): EnvironmentReading {
  const values = Object.fromEntries(ownVariables.map((name) => [name, cleanValue(env[name])]));
  const schema = needsWebhookToken ? Environment : EnvironmentBeforeWebhook;
  const result = schema.safeParse(values);
  const faults = [
    ...toFaults(result.error?.issues ?? [], schema, values),
    ...findTemporalFaults(env),
    ...findMisnamedVariables(env),
  ];
  const problems = faults.map((fault) => {
    const place = String(fault.path[0]);
    const written = { ...env, ...values };
    // An address with a user in it may well have a password in it.
    const secret = secretVariables.includes(place) || /@/.test(written[place] ?? '');
    return toProblem(fault, place, written, secret);
  });
  return { environment: result.data ?? null, problems };
}
