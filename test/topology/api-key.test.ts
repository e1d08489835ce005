import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import {
  startTemporalOnPostgres,
  type TemporalOnPostgres,
} from '../../simulators/temporal/start-temporal-on-postgres.ts';
import { requiredVariables } from '../config/required-variables.ts';
import { runCommand } from '../e2e/run-command.ts';
import { spawnCallthread } from '../e2e/service-process.ts';
import { makeAuthority } from './make-certificates.ts';

let folder: string;
let keys: Server;
let temporal: TemporalOnPostgres;
let environment: Record<string, string>;
let strangersKey: string;
/** As Temporal Cloud does it: TLS with a certificate of the server alone, and a key that may use one namespace. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callthread-key-'));
  const authority = await makeAuthority(folder, 'ours');
  const server = await authority.issue('server', 'DNS:localhost,IP:127.0.0.1');
  const [ours, strangers] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const known = { ...(await exportJWK(ours.publicKey)), kid: 'ours', alg: 'RS256', use: 'sig' };
  keys = createServer((_, response) => void response.end(JSON.stringify({ keys: [known] }))).listen(0, '127.0.0.1');
  await once(keys, 'listening');
  const keyFor = async (permission: string, { privateKey } = ours) =>
    await new SignJWT({ permissions: [permission] })
      .setProtectedHeader({ alg: 'RS256', kid: 'ours' })
      .setSubject('callthread')
      .setExpirationTime('1h')
      .sign(privateKey);
  const tls = { TEMPORAL_TLS_SERVER_CA_CERT_PATH: authority.cert };
  temporal = await startTemporalOnPostgres({
    report: console.error,
    serverEnvironment: {
      TEMPORAL_TLS_FRONTEND_CERT: server.cert,
      TEMPORAL_TLS_FRONTEND_KEY: server.key,
      USE_INTERNAL_FRONTEND: 'true',
      TEMPORAL_AUTH_AUTHORIZER: 'default',
      TEMPORAL_AUTH_CLAIM_MAPPER: 'default',
      TEMPORAL_JWT_KEY_SOURCE1: `http://127.0.0.1:${(keys.address() as AddressInfo).port}/keys.json`,
    },
    clientEnvironment: { ...tls, TEMPORAL_API_KEY: await keyFor('temporal-system:admin') },
  });
  environment = { ...tls, TEMPORAL_ADDRESS: temporal.address, TEMPORAL_API_KEY: await keyFor('default:write') };
  strangersKey = await keyFor('default:write', strangers);
});
afterAll(async () => {
  await temporal?.close();
  keys?.close();
  await rm(folder, { recursive: true, force: true });
});

it('a worker runs with a key of its namespace, and reports what the key does not allow', async () => {
  const worker = spawnCallthread('worker', { ...requiredVariables, ...environment });
  onTestFinished(async () => void (await worker.stop('SIGKILL')));
  await vi.waitUntil(() => worker.output().includes('worker is polling'), { timeout: 120_000, interval: 100 });
  expect(worker.output()).toContain('Temporal did not let Callthread add search attributes to namespace default');
  expect(worker.output()).not.toContain(environment['TEMPORAL_API_KEY']);
  expect(await worker.stop('SIGTERM')).toBe(0);
});

it.each([
  ['no key', () => ({ TEMPORAL_API_KEY: undefined })],
  ["a stranger's key", () => ({ TEMPORAL_API_KEY: strangersKey })],
  ['a key of another namespace', () => ({ TEMPORAL_NAMESPACE: 'others' })],
])('with %s, a command and a worker report that access is refused, and where to look', async (_name, wrong) => {
  const all = Object.entries({ ...environment, ...wrong() });
  const given = Object.fromEntries(all.filter((pair): pair is [string, string] => pair[1] !== undefined));
  const refusal = `refuses access at ${temporal.address}. Check TEMPORAL_API_KEY, or the certificate in TEMPORAL_TLS_CLIENT_*, and its permissions in TEMPORAL_NAMESPACE`;
  const { code, stderr } = await runCommand(['versions', 'list'], given);
  expect(stderr).toContain(`Temporal ${refusal}`);
  expect(code).toBe(1);
  const worker = spawnCallthread('worker', { ...requiredVariables, ...given });
  onTestFinished(async () => void (await worker.stop('SIGKILL')));
  await vi.waitUntil(() => worker.output().includes(refusal), { timeout: 120_000, interval: 100 });
  expect(worker.output()).not.toContain(strangersKey);
});
