import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type ServiceGroup, startServiceGroup } from '../e2e/service-group.ts';
import { openTown, type Town } from '../e2e/town.ts';

const calls = 8;
const mostMs = 15_000;

let town: Town;
let group: ServiceGroup;
beforeAll(async () => {
  town = await openTown('voicemail: { delay: 2s, settle: 1s }\nfront: { requestsPerMinute: 100000 }\n');
  group = await startServiceGroup(town.environment);
});
afterAll(async () => {
  await group?.stop();
  await town?.close();
});

it('continues the calls of a killed worker within 15 s', async () => {
  // Slow enough that each worker is met in the middle of its work.
  const slow = town.front.faults.add({ path: '', kind: 'delay', delayMs: 3000 });
  for (let index = 0; index < calls; index += 1) {
    const startedAtSeconds = Math.floor(Date.now() / 1000) - 10;
    const caller = `+3363998000${index}`;
    const id = await town.aircall.play({ direction: 'inbound', caller, line: 50001, ringSeconds: 9, startedAtSeconds });
    await town.aircall.endOf(id);
    expect(await town.post(group.url, town.aircall.eventBody(id, 'call.ended', 'test-webhook-token-0001'))).toBe(200);
  }
  const pid = group.pidOf('worker 1');
  const ids = [...town.aircall.state.calls.keys()].map((id) => `call-${id}`);
  const held = await vi.waitUntil(
    async () => {
      const mine = await heldBy(town.client, `${pid}@`, ids);
      return mine.length >= 2 && mine;
    },
    { timeout: 120_000, interval: 100 },
  );
  const killedAtMs = Date.now();
  await group.end('worker 1', 'SIGKILL');
  town.front.faults.remove(slow);
  const finishedAtMs = await Promise.all(held.map((id) => nextFinish(town.client, id, killedAtMs)));
  const slowestMs = Math.ceil(Math.max(...finishedAtMs) - killedAtMs);
  process.stdout.write(`${held.length} held calls went on after ${slowestMs} ms at most\n`);
  expect(slowestMs).toBeLessThan(mostMs);
});

/** Those whose activity is under way at the worker of that identity. */
async function heldBy(client: Client, identity: string, workflowIds: string[]): Promise<string[]> {
  const described = await Promise.all(workflowIds.map((id) => client.workflow.getHandle(id).describe()));
  return described
    .filter(({ raw }) =>
      (raw.pendingActivities ?? []).some(
        ({ lastWorkerIdentity, lastStartedTime }) => lastStartedTime && lastWorkerIdentity?.startsWith(identity),
      ),
    )
    .map(({ workflowId }) => workflowId);
}

/** When an activity of the call next finished, UNIX milliseconds. */
async function nextFinish(client: Client, workflowId: string, afterMs: number): Promise<number> {
  return await vi.waitUntil(
    async () => {
      const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
      const times = (events ?? [])
        .filter((event) => event.activityTaskCompletedEventAttributes)
        .map(({ eventTime }) => Number(eventTime?.seconds ?? 0) * 1000 + (eventTime?.nanos ?? 0) / 1e6);
      return times.find((atMs) => atMs > afterMs);
    },
    { timeout: 120_000, interval: 200 },
  );
}
