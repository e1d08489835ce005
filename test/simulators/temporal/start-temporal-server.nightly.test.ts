import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { expect, onTestFinished, test } from 'vitest';
import { startTemporalServer, type TemporalServer } from '../../../simulators/temporal/start-temporal-server.ts';
import { searchAttributeNames } from '../../../workflows/messages.ts';

const report = console.error;

async function connect(server: TemporalServer): Promise<Client> {
  const connection = await Connection.connect({ address: server.address });
  onTestFinished(() => connection.close());
  return new Client({ connection, namespace: server.namespace });
}

test('starts in seconds, with the Web UI, accepts every search attribute at once, and answers nothing after stop', async () => {
  const startedAtMs = Date.now();
  const server = await startTemporalServer({ fast: true, report });
  onTestFinished(() => server.stop());
  expect(Date.now() - startedAtMs).toBeLessThan(20_000);
  const client = await connect(server);
  const searchAttributes = Object.fromEntries(searchAttributeNames.map((name) => [name, [`value of ${name}`]]));
  const options = { taskQueue: 'none', workflowId: 'w', args: [], searchAttributes };
  const handle = await client.workflow.start('unheardOf', options);
  expect((await handle.describe()).searchAttributes).toMatchObject(searchAttributes);
  expect((await fetch(server.uiUrl ?? '')).status).toBe(200);
  // Stopping twice is harmless.
  await server.stop();
  await server.stop();
  await expect(Connection.connect({ address: server.address, connectTimeout: 500 })).rejects.toThrow(
    'Failed to connect before the deadline',
  );
});

test('a restart on the same data file and port keeps its data, even after SIGKILL', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-server-'));
  const dataFile = join(folder, 'sub', 'temporal.db');
  const first = await startTemporalServer({ dataFile, uiPort: false, report });
  expect(first.uiUrl).toBeUndefined();
  const handle = (await connect(first)).workflow;
  await handle.start('unheardOf', { taskQueue: 'none', workflowId: 'kept', args: [1] });
  await first.stop('SIGKILL');
  const port = Number(first.address.split(':')[1]);
  const second = await startTemporalServer({ dataFile, port, uiPort: false, report });
  onTestFinished(async () => {
    await second.stop();
    await rm(folder, { recursive: true });
  });
  expect(second.address).toBe(first.address);
  expect(second.pid).not.toBe(first.pid);
  const { events } = await (await connect(second)).workflow.getHandle('kept').fetchHistory();
  expect(events?.[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name).toBe('unheardOf');
});
