import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { freePorts } from '../../simulators/programs/free-ports.ts';
import { bodyOf } from '../workflows/body-of.ts';
import { spawnCallthread, startCallthread } from './service-process.ts';
import { statusesWithin } from './statuses-within.ts';

async function environment(changed: Record<string, string> = {}): Promise<Record<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-e2e-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [nobody = 0] = await freePorts(1);
  // A file where the folder of the embedded database should be.
  await writeFile(join(folder, 'ledger'), '');
  return {
    CALLTHREAD_DATA: folder,
    TEMPORAL_ADDRESS: `127.0.0.1:${nobody}`,
    FRONT_API_TOKEN: 'front-test-token',
    AIRCALL_API_ID: 'test-id',
    AIRCALL_API_TOKEN: 'test-token',
    AIRCALL_WEBHOOK_TOKEN: 'test-webhook-token-0001',
    ...changed,
  };
}

it('callthread start answers while Temporal and the database are away, and stops on SIGTERM', async () => {
  const service = await startCallthread('start', await environment());
  onTestFinished(async () => void (await service.stop('SIGKILL')));
  expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${service.url}/readyz`)).status).toBe(503);
  const body = JSON.stringify({ ...bodyOf('a6-call.ended.inbound-answered'), token: 'test-webhook-token-0001' });
  const post = async () => (await fetch(`${service.url}/webhooks/aircall`, { method: 'POST', body })).status;
  expect(await statusesWithin(3_000, post)).toEqual([503]);
  await expect.poll(() => service.output(), { timeout: 120_000 }).toContain('Temporal is not reachable yet');
  expect(service.output()).toContain('the database of calls cannot be opened');
  expect(service.output()).toContain('DATABASE_URL');
  expect(await service.stop('SIGTERM')).toBe(0);
});

it('callthread start exits with 1 when its port is taken', async () => {
  const server = createServer().listen(0);
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const service = spawnCallthread('start', await environment({ PORT: String(port) }));
  expect(await service.exited).toBe(1);
  expect(service.output()).toContain(String(port));
});
