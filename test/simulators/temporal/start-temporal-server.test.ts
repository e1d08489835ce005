import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startTemporalServer } from '../../../simulators/temporal/start-temporal-server.ts';

const report = console.error;

test('a server that ends early reports why', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  await expect(startTemporalServer({ port, uiPort: false, report })).rejects.toThrow(
    new RegExp(`the Temporal server ended \\(exit code 1\\): .*${port}.*address already in use`),
  );
});

test('with TEMPORAL_ADDRESS nothing is started, searched for or stopped', async () => {
  vi.stubEnv('TEMPORAL_ADDRESS', 'temporal.example:7233');
  vi.stubEnv('TEMPORAL_NAMESPACE', 'ours');
  vi.stubEnv('PATH', '');
  vi.stubEnv('CALLTHREAD_CACHE', '/nowhere');
  onTestFinished(() => void vi.unstubAllEnvs());
  const server = await startTemporalServer({ report });
  expect(server).toMatchObject({
    address: 'temporal.example:7233',
    namespace: 'ours',
    uiUrl: undefined,
    pid: undefined,
  });
  await server.stop();
});
