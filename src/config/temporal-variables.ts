import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Fault, Wording } from './problems.ts';
import { secretFault } from './secrets.ts';
import { cleanValue } from './variables.ts';

type Check = (value: string, env: NodeJS.ProcessEnv) => Wording | null;

const checkSwitch: Check = (value) =>
  // Temporal takes every other word as false: TEMPORAL_TLS=TRUE would turn encryption off.
  ['true', 'false', '1', '0'].includes(value)
    ? null
    : { problem: 'is not true or false', remedy: 'Write one of them, in lower case.' };

const checkFile: Check = (value) =>
  existsSync(value) ? null : { problem: 'does not exist', remedy: 'Write the path of a file.' };

function needs(counterpart: string): Check {
  const names = [`TEMPORAL_TLS_CLIENT_${counterpart}_PATH`, `TEMPORAL_TLS_CLIENT_${counterpart}_DATA`];
  return (_, env) =>
    // Otherwise Temporal connects without a client certificate, silently.
    names.some((name) => env[name])
      ? null
      : { problem: 'needs its counterpart', remedy: `Set ${names.join(' or ')} too.` };
}

interface TemporalVariable {
  checks: readonly Check[];
  /** Never shown, and masked in every log line. */
  secret?: true;
}

/** What Temporal's envconfig reads for a client, as its documentation of environment configuration lists it. */
export const temporalVariables: Readonly<Record<string, TemporalVariable>> = {
  TEMPORAL_ADDRESS: { checks: [checkAddress] },
  TEMPORAL_NAMESPACE: { checks: [] },
  TEMPORAL_API_KEY: { checks: [secretFault], secret: true },
  TEMPORAL_TLS: { checks: [checkSwitch] },
  TEMPORAL_TLS_CLIENT_CERT_PATH: { checks: [checkFile, needs('KEY')] },
  TEMPORAL_TLS_CLIENT_CERT_DATA: { checks: [needs('KEY')] },
  TEMPORAL_TLS_CLIENT_KEY_PATH: { checks: [checkFile, needs('CERT')] },
  TEMPORAL_TLS_CLIENT_KEY_DATA: { checks: [needs('CERT')], secret: true },
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: { checks: [checkFile] },
  TEMPORAL_TLS_SERVER_CA_CERT_DATA: { checks: [] },
  TEMPORAL_TLS_SERVER_NAME: { checks: [] },
  TEMPORAL_CONFIG_FILE: { checks: [checkFile] },
  TEMPORAL_PROFILE: { checks: [] },
};

/** @returns mistakes in Temporal's variables that Temporal's own reader would ignore, or report incomprehensibly */
export function findTemporalFaults(env: NodeJS.ProcessEnv): Fault[] {
  const faults = Object.entries(temporalVariables).flatMap(([name, { checks }]): Fault[] => {
    const value = env[name];
    if (value === undefined) return [];
    const path = [name];
    const bare = cleanValue(value);
    if (bare === undefined) {
      const problem = 'is set but empty, which Temporal takes as a value';
      return [{ path, problem, remedy: 'Unset it.', about: 'key' }];
    }
    // A certificate given as text ends with a line break, as it should.
    if (bare !== value && !name.endsWith('_DATA')) {
      const remedy = 'Leave them out: Temporal takes them literally.';
      return [{ path, problem: 'has spaces or quotes around it', remedy, about: 'value' }];
    }
    const found = checks.map((check) => check(value, env)).filter((fault) => fault !== null);
    return found.map((fault) => ({ path, ...fault, about: 'value' }));
  });
  return [...faults, ...findCertificateFaults(env)];
}

function checkAddress(value: string): Wording | null {
  const [, port] = /^(?:\[[0-9a-f:.]+\]|[^\s:/@[\]<>]+):(\d{1,5})$/i.exec(value) ?? [];
  if (port !== undefined && Number(port) > 0 && Number(port) <= 65_535) return null;
  const remedy = /:\/\//.test(value) ? 'Leave out what comes before the host' : 'Write the host and the port';
  return { problem: 'is not host:port', remedy: `${remedy}, for example localhost:7233.` };
}

/** @returns the fault of the certificates, given as files or texts */
function findCertificateFaults(env: NodeJS.ProcessEnv): Fault[] {
  const faults: Fault[] = [];
  const note = (name: string, problem: string, remedy: string): null => {
    faults.push({ path: [name], problem, remedy, about: 'value' });
    return null;
  };
  const read = <Read>(part: string, parse: (text: Buffer) => Read, problem: string, remedy: string) => {
    const [path, data] = [`TEMPORAL_TLS_${part}_PATH`, `TEMPORAL_TLS_${part}_DATA`];
    if (env[path] !== undefined && env[data] !== undefined) {
      return note(data, `is set beside ${path}`, 'Unset one of them: Temporal takes either.');
    }
    const name = env[path] === undefined ? data : path;
    const value = env[name];
    if (value === undefined) return null;
    try {
      return { name, read: parse(name === path ? readFileSync(value) : Buffer.from(value)) };
    } catch (error) {
      // A missing file is reported by its variable's own check.
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : note(name, problem, remedy);
    }
  };
  const notCertificate = 'is not a certificate';
  const certificate = read(
    'CLIENT_CERT',
    toCertificate,
    notCertificate,
    'Give it as PEM, from -----BEGIN to -----END.',
  );
  const key = read('CLIENT_KEY', createPrivateKey, 'is not a private key', 'Give it as PEM, without a passphrase.');
  read('SERVER_CA_CERT', toCertificate, notCertificate, "Give the certificate authority's, as PEM.");
  if (certificate !== null) {
    const until = new Date(certificate.read.validTo);
    if (until.getTime() < Date.now()) {
      note(certificate.name, `is a certificate that expired on ${until.toISOString().slice(0, 10)}`, 'Renew it.');
    }
    if (key !== null && !certificate.read.checkPrivateKey(key.read)) {
      const problem = `is not the key of the certificate in ${certificate.name}`;
      note(key.name, problem, 'Give the key that the certificate was made with.');
    }
  }
  return faults;
}

function toCertificate(text: Buffer): X509Certificate {
  return new X509Certificate(text);
}
