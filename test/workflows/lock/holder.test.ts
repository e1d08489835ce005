import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callerKey, callerLockId } from '../../../src/domain/ids.ts';
import { aCall } from '../../fixtures/a-call.ts';
import { keepRuntimeQuiet } from '../../replay/quiet-runtime.ts';
import { realHome, type TemporalHome } from '../temporal-home.ts';
import { holder, letGo } from './holder.ts';

const taskQueue = 'holders';
const patience = { timeout: 120_000, interval: 250 };
const lockId = callerLockId(callerKey(aCall().caller, 1));
let home: TemporalHome;
let worker: Worker;
let running: Promise<void>;
beforeAll(async () => {
  keepRuntimeQuiet();
  home = await realHome();
  worker = await Worker.create({
    connection: home.connection,
    namespace: home.client.options.namespace,
    taskQueue,
    workflowsPath: fileURLToPath(new URL('holder.ts', import.meta.url)),
  });
  running = worker.run();
});
afterAll(async () => {
  worker?.shutdown();
  await running;
  await home?.close();
});

const start = async (input: Parameters<typeof holder>[0]) =>
  await home.client.workflow.start(holder, { workflowId: `call-${input.callId}`, taskQueue, args: [input] });
const lock = () => home.client.workflow.getHandle(lockId);
/** @returns the workflow whose run of the lock is open, null for none */
const holderNow = async (): Promise<string | null> => {
  const described = await lock()
    .describe()
    .catch(() => null);
  if (described?.status.name !== 'RUNNING') return null;
  return described.raw.workflowExecutionInfo?.parentExecution?.workflowId ?? null;
};
const untilHeldBy = async ({ workflowId }: WorkflowHandle) => await expect.poll(holderNow, patience).toBe(workflowId);
/** Resolves once the lock has had a signal of this name so many times. */
const untilSignalled = async (name: string, times = 1) =>
  await expect
    .poll(async () => {
      const { events = [] } = await lock().fetchHistory();
      return events?.filter(({ workflowExecutionSignaledEventAttributes: at }) => at?.signalName === name).length;
    }, patience)
    .toBe(times);

it('is released by a call that a person skips in the moment in which a step fails', async () => {
  const first = await start({ callId: 1, cancels: true });
  await untilHeldBy(first);
  const second = await start({ callId: 2 });
  await untilSignalled('waitForLock');
  await first.signal(letGo);
  await untilHeldBy(second);
  await second.signal(letGo);
  expect(await second.result()).toMatchObject({ assignedEndedAtSeconds: aCall().endedAtSeconds });
  await first.result();
});

it('is released only by the call that holds it, even after its own lock was terminated', async () => {
  const first = await start({ callId: 11 });
  await untilHeldBy(first);
  await lock().terminate();
  const second = await start({ callId: 12 });
  await untilHeldBy(second);
  const third = await start({ callId: 13 });
  await untilSignalled('waitForLock');
  await first.signal(letGo);
  await first.result();
  await sleep(2000);
  expect(await holderNow()).toBe(second.workflowId);
  for (const each of [second, third]) {
    await untilHeldBy(each);
    await each.signal(letGo);
    await each.result();
  }
});

it('remembers what was written though the only call that waited has gone', async () => {
  const first = await start({ callId: 21, rememberedMs: 60_000 });
  await untilHeldBy(first);
  const gone = await start({ callId: 22 });
  await untilSignalled('waitForLock');
  await gone.terminate();
  await first.signal(letGo);
  await untilSignalled('releaseLock');
  await sleep(2000);
  const next = await start({ callId: 23 });
  await untilHeldBy(next);
  await next.signal(letGo);
  expect(await next.result()).toMatchObject({ assignedEndedAtSeconds: aCall().endedAtSeconds });
  await first.result();
});
