import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
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
  // OpenSSL's own settings would make every certificate one of an authority, which the SDK's worker refuses in a server's.
  const config = join(folder, 'openssl.cnf');
  await writeFile(config, '[req]\ndistinguished_name = name\n[name]\n');
  const authority = await make(name, ['basicConstraints=critical,CA:TRUE']);
  const issuer = ['-CA', authority.cert, '-CAkey', authority.key];
  return {
    ...authority,
    /** @param hosts as `DNS:localhost,IP:127.0.0.1`, of a server; a client needs none */
    issue: async (of: string, hosts = `DNS:${of}`): Promise<Certificate> =>
      await make(`${name}-${of}`, ['basicConstraints=critical,CA:FALSE', `subjectAltName=${hosts}`], issuer),
  };

  async function make(file: string, extensions: string[], more: string[] = []): Promise<Certificate> {
    const [cert, key] = [join(folder, `${file}.pem`), join(folder, `${file}.key`)];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'];
    const files = ['-keyout', key, '-out', cert, '-days', '2', '-subj', `/CN=${file}`];
    const added = extensions.flatMap((extension) => ['-addext', extension]);
    await promisify(execFile)('openssl', ['req', '-config', config, '-x509', ...curve, ...files, ...added, ...more]);
    return { cert, key };
  }
}
