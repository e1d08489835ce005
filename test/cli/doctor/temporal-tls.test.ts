import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Finding } from '../../../src/cli/doctor/finding.ts';
import { runChecks } from '../../../src/cli/doctor/run-checks.ts';
import { sharedNamespace } from '../../kit/shared-namespace.ts';
import { openSetup } from './open-setup.ts';
import { startTlsProxy, type TlsProxy } from './tls-proxy.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/certificates/${name}`, import.meta.url));
const authority = { TEMPORAL_TLS_SERVER_CA_CERT_PATH: fixture('authority.pem') };

/** Before Temporal: by TLS, with a certificate for localhost and 127.0.0.1; the second one wants the client's too. */
let open: TlsProxy;
let strict: TlsProxy;
beforeAll(async () => {
  const temporal = await sharedNamespace();
  const certificate = { cert: fixture('server.pem'), key: fixture('server.key') };
  open = await startTlsProxy(temporal.address, certificate);
  strict = await startTlsProxy(temporal.address, { ...certificate, clientsOf: fixture('authority.pem') });
});
afterAll(async () => {
  await Promise.all([open?.close(), strict?.close()]);
});

/** @returns what `callthread doctor` finds of Temporal with these variables */
async function diagnose(address: string, variables: Record<string, string>): Promise<Finding | undefined> {
  const { environment, folder } = await openSetup(address, { environment: variables });
  const { findings, exitCode } = await runChecks({ environment, nowMs: Date.now }, folder);
  expect(exitCode).toBe(1);
  return findings.find(({ check }) => check === 'Temporal');
}

it('reaches Temporal over TLS with a known authority', async () => {
  const address = open.address;
  expect(await diagnose(address, authority)).toMatchObject({ level: 'ok', found: `answers at ${address}` });
});

it.each<[string, () => TlsProxy, Record<string, string>, RegExp, RegExp]>([
  [
    'TLS is not set',
    () => open,
    {},
    /it asks for TLS$/,
    /^Set TEMPORAL_TLS=true; see TEMPORAL_TLS_SERVER_CA_CERT_PATH/,
  ],
  [
    'the authority is none that Node knows',
    () => open,
    { TEMPORAL_TLS: 'true' },
    /its certificate is not signed by an authority that this machine's Node knows$/,
    /^Put the certificate of the authority that signed it into TEMPORAL_TLS_SERVER_CA_CERT_PATH/,
  ],
  [
    'the authority is another',
    () => open,
    { TEMPORAL_TLS_SERVER_CA_CERT_PATH: fixture('client.pem') },
    /its certificate is not signed by the authority in TEMPORAL_TLS_SERVER_CA_CERT_PATH \(or _DATA\)$/,
    /^Put the certificate of the authority that signed it into TEMPORAL_TLS_SERVER_CA_CERT_PATH/,
  ],
  [
    'the server is named otherwise',
    () => open,
    { ...authority, TEMPORAL_TLS_SERVER_NAME: 'temporal.example' },
    /its certificate is not for temporal\.example, but for DNS:localhost, IP Address:127\.0\.0\.1$/,
    /^Set TEMPORAL_TLS_SERVER_NAME to a name that it has/,
  ],
  [
    "the client's certificate is missing",
    () => strict,
    authority,
    /it asks for a client's certificate$/,
    /^Set TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH\.$/,
  ],
])('reports with a remedy that %s', async (_name, proxy, variables, found, remedy) => {
  const { address } = proxy();
  const finding = await diagnose(address, variables);
  expect(finding).toMatchObject({ level: 'FAIL', found: expect.stringMatching(found) as string });
  expect(finding?.found).toContain(`cannot be reached at ${address}: `);
  expect(finding?.remedy).toMatch(remedy);
});
