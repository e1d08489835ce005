import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectTemporal } from '../../src/adapters/temporal/connection/client.ts';
import { keepRetention } from '../../src/service/ledger.ts';
import { aLedgerCall } from '../adapters/ledger/a-ledger-call.ts';
import { openTestLedger } from '../adapters/ledger/open-test-ledger.ts';
import { sharedNamespace } from '../kit/shared-namespace.ts';
import { keepLogLines } from '../telemetry/log-lines.ts';

let client: ReturnType<typeof connectTemporal>;
let ledger: Awaited<ReturnType<typeof openTestLedger>>;
beforeAll(async () => {
  const { address, namespace } = await sharedNamespace();
  client = connectTemporal({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace }, []);
  ledger = await openTestLedger();
});
afterAll(async () => {
  await client?.connection.close();
  await ledger?.close();
});

test('callers of old calls go once their run was terminated or forgotten, and stay while it runs', async () => {
  const [running, terminated, forgotten] = [1, 2, 3];
  for (const id of [running, terminated]) {
    const start = { workflowId: `call-${id}`, taskQueue: 'without-worker', args: [] };
    await client.workflow.start('callWorkflow', start);
  }
  await client.workflow.getHandle(`call-${terminated}`).terminate();
  for (const id of [running, terminated, forgotten]) {
    await ledger.record(aLedgerCall({ id, state: 'parked', reason: 'FrontRejected: some' }), id);
  }
  const { logger, text } = keepLogLines();
  const stop = keepRetention({ ledger, client, log: logger }, 7 * 86_400_000);
  await expect.poll(text).toContain('erased callers');
  stop();
  expect(await ledger.erasedAmong([running, terminated, forgotten])).toEqual([terminated, forgotten]);
  expect(await ledger.find(running)).toMatchObject({ state: 'parked', caller: '+447700900123' });
});
