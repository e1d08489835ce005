import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Paths of a certificate and its key, as PEM. */
export interface Certificate {
  cert: string;
  key: string;
}

/**
 * Makes a certificate authority and what it has signed, with the `openssl` (3 or later) of this machine.
 * @param folder where the files are put
 * @param name of the authority; the files' names begin with it
 */
export async function makeAuthority(folder: string, name: string) {
  const authority = await make(name, ['-addext', 'basicConstraints=critical,CA:TRUE']);
  return {
    ...authority,
    /** @param hosts as `DNS:localhost,IP:127.0.0.1`: of a server; a client needs none */
    issue: async (of: string, hosts = `DNS:${of}`): Promise<Certificate> =>
      await make(`${name}-${of}`, [
        '-CA',
        authority.cert,
        '-CAkey',
        authority.key,
        '-addext',
        `subjectAltName=${hosts}`,
      ]),
  };

  async function make(file: string, more: string[]): Promise<Certificate> {
    const [cert, key] = [join(folder, `${file}.pem`), join(folder, `${file}.key`)];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'];
    const files = ['-keyout', key, '-out', cert, '-days', '2', '-subj', `/CN=${file}`];
    await promisify(execFile)('openssl', ['req', '-x509', ...curve, ...files, ...more]);
    return { cert, key };
  }
}
