import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Fault } from './fault.ts';

const prefix = 'TEMPORAL_TLS_';

/** @returns what is wrong with the files or texts of Temporal's certificates, which Temporal would answer with a riddle */
export function findCertificateFaults(env: NodeJS.ProcessEnv): Fault[] {
  const faults: Fault[] = [];
  const note = (name: string, message: string): null => {
    faults.push({ path: [name], message, about: 'value' });
    return null;
  };
  const read = <Read>(
    part: string,
    parse: (text: Buffer) => Read,
    failure: string,
  ): { name: string; read: Read } | null => {
    const [path, data] = [`${prefix}${part}_PATH`, `${prefix}${part}_DATA`];
    if (env[path] !== undefined && env[data] !== undefined) {
      return note(data, `is set beside ${path}. Unset one of them: Temporal takes either.`);
    }
    const name = env[path] === undefined ? data : path;
    const value = env[name];
    if (value === undefined) return null;
    try {
      return { name, read: parse(name === path ? readFileSync(value) : Buffer.from(value)) };
    } catch (error) {
      // A file that is not there is told elsewhere.
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : note(name, failure);
    }
  };
  const certificate = read(
    'CLIENT_CERT',
    toCertificate,
    'is not a certificate. Give it as PEM, from -----BEGIN to -----END.',
  );
  const key = read('CLIENT_KEY', createPrivateKey, 'is not a private key. Give it as PEM, without a passphrase.');
  read('SERVER_CA_CERT', toCertificate, "is not a certificate. Give the authority's, as PEM.");
  if (certificate !== null) {
    const until = new Date(certificate.read.validTo);
    if (until.getTime() < Date.now()) {
      note(certificate.name, `is a certificate that has expired (${until.toISOString().slice(0, 10)}). Renew it.`);
    }
    if (key !== null && !certificate.read.checkPrivateKey(key.read)) {
      note(key.name, `is not the key of the certificate in ${certificate.name}. Give the one that it was made with.`);
    }
  }
  return faults;
}

function toCertificate(text: Buffer): X509Certificate {
  return new X509Certificate(text);
}
