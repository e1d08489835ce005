import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  startTemporalOnPostgres,
  type TemporalOnPostgres,
} from '../../simulators/temporal/start-temporal-on-postgres.ts';
import { requiredVariables } from '../config/required-variables.ts';
import { runCommand } from '../e2e/run-command.ts';
import { spawnCallthread, startCallthread } from '../e2e/service-process.ts';
import { bodyOf } from '../workflows/body-of.ts';
import { type Certificate, makeAuthority } from './make-certificates.ts';

const ca = 'TEMPORAL_TLS_SERVER_CA_CERT_PATH';
const withCertificate = ({ cert, key }: Certificate) => ({
  TEMPORAL_TLS_CLIENT_CERT_PATH: cert,
  TEMPORAL_TLS_CLIENT_KEY_PATH: key,
});

let folder: string;
let temporal: TemporalOnPostgres;
let good: Record<string, string>;
let stranger: Certificate;
let strangersAuthority: Certificate;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callthread-tls-'));
  const authority = await makeAuthority(folder, 'ours');
  const others = await makeAuthority(folder, 'strangers');
  strangersAuthority = others;
  stranger = await others.issue('client');
  const server = await authority.issue('server', 'DNS:localhost,IP:127.0.0.1');
  good = { [ca]: authority.cert, ...withCertificate(await authority.issue('client')) };
  temporal = await startTemporalOnPostgres({
    report: console.error,
    serverEnvironment: {
      TEMPORAL_TLS_REQUIRE_CLIENT_AUTH: 'true',
      TEMPORAL_TLS_SERVER_CERT: server.cert,
      TEMPORAL_TLS_SERVER_KEY: server.key,
      TEMPORAL_TLS_SERVER_CA_CERT: authority.cert,
      TEMPORAL_TLS_INTERNODE_SERVER_NAME: 'localhost',
      TEMPORAL_TLS_FRONTEND_CERT: server.cert,
      TEMPORAL_TLS_FRONTEND_KEY: server.key,
      TEMPORAL_TLS_FRONTEND_SERVER_NAME: 'localhost',
      TEMPORAL_TLS_CLIENT1_CA_CERT: authority.cert,
      TEMPORAL_TLS_CLIENT2_CA_CERT: authority.cert,
    },
    clientEnvironment: good,
  });
});
afterAll(async () => {
  await temporal?.close();
  await rm(folder, { recursive: true, force: true });
});

const reaching = (more: Record<string, string | undefined>): Record<string, string> => {
  const all = { TEMPORAL_ADDRESS: temporal.address, ...good, ...more };
  return Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined));
};
/** A command that needs Temporal alone. */
const ask = async (environment: Record<string, string>) => await runCommand(['versions', 'list'], environment);
const answered = { code: 1, stdout: '', stderr: expect.stringContaining('Temporal knows no versions') as string };

describe('a Temporal that requires certificates from both sides', () => {
  it('serves worker and ingress', async () => {
    const environment = { ...requiredVariables, ...reaching({}), DATABASE_URL: temporal.databaseUrl };
    const ingress = await startCallthread('api', environment);
    const worker = spawnCallthread('worker', environment);
    onTestFinished(async () => void (await Promise.all([ingress.stop('SIGKILL'), worker.stop('SIGKILL')])));
    await vi.waitUntil(() => worker.output().includes('worker is polling'), { timeout: 120_000, interval: 100 });
    await expect.poll(async () => (await fetch(`${ingress.url}/readyz`)).status, { timeout: 120_000 }).toBe(200);
    const body = { ...bodyOf('a6-call.ended.inbound-answered'), token: requiredVariables['AIRCALL_WEBHOOK_TOKEN'] };
    const post = () => fetch(`${ingress.url}/webhooks/aircall`, { method: 'POST', body: JSON.stringify(body) });
    await expect.poll(async () => (await post()).status, { timeout: 120_000 }).toBe(200);
  });

  it("serves commands, by variables and by a profile in Temporal's own file", async () => {
    expect(await ask(reaching({}))).toEqual(answered);
    const file = join(folder, 'temporal.toml');
    const lines = [
      '[profile.calls]',
      `address = "${temporal.address}"`,
      '[profile.calls.tls]',
      `server_ca_cert_path = "${good[ca]}"`,
      `client_cert_path = "${good['TEMPORAL_TLS_CLIENT_CERT_PATH']}"`,
      `client_key_path = "${good['TEMPORAL_TLS_CLIENT_KEY_PATH']}"`,
    ];
    await writeFile(file, lines.join('\n'));
    expect(await ask({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'calls' })).toEqual(answered);
  });

  const noCertificate = { TEMPORAL_TLS_CLIENT_CERT_PATH: undefined, TEMPORAL_TLS_CLIENT_KEY_PATH: undefined };
  it.each([
    [
      'the authority of its certificate is missing',
      () => ({ [ca]: undefined, ...noCertificate, TEMPORAL_TLS: 'true' }),
      `its certificate is not signed by an authority that this machine's Node knows. Put the certificate of the authority that signed it into ${ca}, as PEM.`,
    ],
    [
      'another authority is given',
      () => ({ [ca]: strangersAuthority.cert }),
      `its certificate is not signed by the authority in ${ca} (or _DATA). Put the certificate of the authority that signed it into ${ca}`,
    ],
    [
      'no client certificate is given',
      () => noCertificate,
      "it asks for a client's certificate. Set TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH.",
    ],
    [
      "a stranger's certificate is given",
      () => withCertificate(stranger),
      "it refuses the client's certificate. Put one into TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH that is valid and signed by an authority which Temporal trusts.",
    ],
    [
      'it has another name',
      () => ({ TEMPORAL_TLS_SERVER_NAME: 'temporal.example' }),
      'its certificate is not for temporal.example, but for DNS:localhost, IP Address:127.0.0.1. Set TEMPORAL_TLS_SERVER_NAME to a name that it has',
    ],
    [
      'TLS is off',
      () => ({ [ca]: undefined, ...noCertificate }),
      `it asks for TLS. Set TEMPORAL_TLS=true; see ${ca} too.`,
    ],
  ])('is reported with its address and the remedy, by a command and a worker, when %s', async (_name, wrong, fault) => {
    const sentence = `cannot be reached at ${temporal.address}: ${fault}`;
    const { code, stderr } = await ask(reaching(wrong()));
    expect(stderr).toContain(`Temporal ${sentence}`);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
    const worker = spawnCallthread('worker', { ...requiredVariables, ...reaching(wrong()) });
    onTestFinished(async () => void (await worker.stop('SIGKILL')));
    const said = () => worker.output().includes(JSON.stringify(`It ${sentence}`).slice(1, -1));
    await vi.waitUntil(said, { timeout: 120_000, interval: 100 });
    expect(await worker.stop('SIGTERM')).toBe(0);
  });
});
