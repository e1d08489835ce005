import { existsSync } from 'node:fs';
import { findCertificateFaults } from './certificate-faults.ts';
import { cleanValue } from './clean-value.ts';
import type { Fault } from './fault.ts';
import { secretFault } from './secret.ts';
import { temporalVariables } from './variables.ts';

type Check = (value: string, env: NodeJS.ProcessEnv) => string | null;

const checkSwitch: Check = (value) =>
  // Temporal takes every other word as false: TEMPORAL_TLS=TRUE would turn encryption off.
  ['true', 'false', '1', '0'].includes(value) ? null : 'is not true or false. Write one of them, in small letters.';

const checkFile: Check = (value) => (existsSync(value) ? null : 'is not there. Write the path of a file.');

function checkPair(other: string): Check {
  const names = [`TEMPORAL_TLS_CLIENT_${other}_PATH`, `TEMPORAL_TLS_CLIENT_${other}_DATA`];
  return (_, env) =>
    // Temporal then connects without a client certificate, and says nothing.
    names.some((name) => env[name]) ? null : `needs its counterpart. Set ${names.join(' or ')} too.`;
}

const checks: Partial<Record<(typeof temporalVariables)[number], Check[]>> = {
  TEMPORAL_ADDRESS: [checkAddress],
  TEMPORAL_API_KEY: [secretFault],
  TEMPORAL_TLS: [checkSwitch],
  TEMPORAL_TLS_CLIENT_CERT_PATH: [checkFile, checkPair('KEY')],
  TEMPORAL_TLS_CLIENT_CERT_DATA: [checkPair('KEY')],
  TEMPORAL_TLS_CLIENT_KEY_PATH: [checkFile, checkPair('CERT')],
  TEMPORAL_TLS_CLIENT_KEY_DATA: [checkPair('CERT')],
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: [checkFile],
  TEMPORAL_CONFIG_FILE: [checkFile],
};

/** @returns mistakes in Temporal's variables that Temporal's own reader would pass over, or meet with a riddle. */
export function findTemporalFaults(env: NodeJS.ProcessEnv): Fault[] {
  const faults = temporalVariables.flatMap((name): Fault[] => {
    const value = env[name];
    if (value === undefined) return [];
    const path = [name];
    const bare = cleanValue(value);
    if (bare === undefined) {
      return [{ path, message: 'is set but empty, which Temporal takes as a value. Unset it.', about: 'key' }];
    }
    // A certificate given as text ends with a line break, as it should.
    if (bare !== value && !name.endsWith('_DATA')) {
      return [
        {
          path,
          message: 'has blanks or quotes around it. Leave them out: Temporal takes them literally.',
          about: 'value',
        },
      ];
    }
    const messages = (checks[name] ?? []).map((check) => check(value, env)).filter((message) => message !== null);
    return messages.map((message) => ({ path, message, about: 'value' }));
  });
  return [...faults, ...findCertificateFaults(env)];
}

function checkAddress(value: string): string | null {
  const [, port] = /^(?:\[[0-9a-f:.]+\]|[^\s:/@[\]<>]+):(\d{1,5})$/i.exec(value) ?? [];
  if (port !== undefined && Number(port) > 0 && Number(port) <= 65_535) return null;
  const remedy = /:\/\//.test(value) ? 'Leave out what comes before the host' : 'Write the host and the port';
  return `is not host:port. ${remedy}, for example localhost:7233.`;
}
