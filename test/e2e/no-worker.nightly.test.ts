import { afterAll, beforeAll, expect, it } from 'vitest';
import { backfillTaskQueue, callTaskQueue } from '../../src/adapters/temporal/operations/workers.ts';
import { bodyOf, sentAt } from '../workflows/body-of.ts';
import { entriesOf } from './entries-of.ts';
import { type ServiceProcess, spawnCallthread, startCallthread } from './service-process.ts';
import { openTown, type Town } from './town.ts';

const known = { timeout: 120_000, interval: 500 };

let town: Town;
let ingress: ServiceProcess;
let lastId = 8_600;
beforeAll(async () => {
  town = await openTown('{ front: { requestsPerMinute: 100000 }, voicemail: { delay: 1s, settle: 1s } }');
  ingress = await startCallthread('api', town.environment);
});
afterAll(async () => {
  await ingress?.stop('SIGKILL');
  await town?.close();
});

/** Reports a call that has just ended. @returns the task queue of its workflow */
async function reportCall(): Promise<string> {
  lastId += 1;
  const nowSeconds = Math.floor(Date.now() / 1000);
  const body = sentAt(bodyOf('a6-call.ended.inbound-answered'), nowSeconds);
  const data = { ...body.data, id: lastId, ended_at: nowSeconds, raw_digits: `+44 20 7946 ${lastId}` };
  expect(await town.deliver(ingress.url, { ...body, data })).toBe(200);
  return (await town.client.workflow.getHandle(`call-${lastId}`).describe()).taskQueue;
}

/** A worker has never been here: on a server of one's own the ingress makes the namespace ready itself. */
it('calls reported without a worker give way to those reported once one is back, and are logged', async () => {
  await expect.poll(reportCall, known).toBe(backfillTaskQueue);
  const firstId = lastId;
  const worker = spawnCallthread('worker', town.environment);
  try {
    await expect.poll(reportCall, known).toBe(callTaskQueue);
    for (const id of [firstId, lastId]) {
      await town.stateOf(id, ({ state }) => state === 'done', 60_000);
      expect(entriesOf(town.front, id).map(([key]) => key)).toContain(`aircall-${id}-call`);
    }
  } finally {
    await worker.stop('SIGTERM');
  }
});
