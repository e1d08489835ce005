import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  CancellationScope,
  condition,
  defineSignal,
  setHandler,
  sleep,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { Call } from '../src/domain/call.ts';
import { callerKey, callerLockId } from '../src/domain/ids.ts';
import { addWrite, type RecentWrites, type Write } from '../src/domain/recent-writes.ts';
import type { CallRun } from './call/run.ts';
import { type Lock, noLock, type Step } from './call/step.ts';
import { delivered } from './messages.ts';

/** Front may show a write late. The lock remembers writes for this long, or for `voicemail.delay` if that is shorter. */
const maxRememberedMs = 60_000;
/** An activity of a terminated holder notices with its next heartbeat, within six seconds. */
const lastRequestMs = 10_000;
/** A waiting call asks again after this time: the lock itself may have been terminated. */
const askAgainMs = 30_000;

type Released = { recent: RecentWrites | null; rememberedMs: number };
const releaseLock = defineSignal<[Released]>('releaseLock');
const waitForLock = defineSignal<[workflowIds: string[]]>('waitForLock');
const lockFree = defineSignal<[{ waiting: string[]; recent: RecentWrites | null }]>('lockFree');

/** The lock of one caller, held from its start until it is released. Then it signals the first waiting workflow, which starts the next. */
export async function callerLock(first: string[]): Promise<void> {
  const waiting = [...first];
  let released: Released | null = null;
  setHandler(waitForLock, (ids) => void waiting.push(...ids.filter((id) => !waiting.includes(id))));
  setHandler(releaseLock, (state) => void (released = state));
  const { cancelRequested } = CancellationScope.current();
  await CancellationScope.nonCancellable(async () => {
    // Temporal cancels this workflow if its holder ended without releasing it: terminated, or timed out.
    await Promise.race([condition(() => released !== null), cancelRequested.catch(() => {})]);
    if (released === null) await sleep(lastRequestMs);
    const { recent, rememberedMs } = released ?? { recent: null, rememberedMs: 0 };
    for (let forgetAtMs = Date.now() + rememberedMs; ; ) {
      const leftMs = forgetAtMs - Date.now();
      if (waiting.length === 0 && leftMs > 0) await condition(() => waiting.length > 0, leftMs);
      const [next, ...rest] = waiting.splice(0);
      if (next === undefined) return;
      if (await delivered(next, lockFree, { waiting: rest, recent })) forgetAtMs = 0;
      else waiting.unshift(...rest);
    }
  });
}

/** The lock as its holder sees it. */
export interface CallerLock extends Lock {
  /** What calls of this caller had written in the minute before it was acquired, and this one since. */
  recent(): RecentWrites | null;
  wrote(write: Write): void;
}

type LockedWork<R> = (step: Step, lock: CallerLock | null) => Promise<R>;

/**
 * Runs `write` while no other call of this caller writes to Front. Its steps release the lock before a long pause and
 * before they park, and acquire it again to continue. Anonymous callers share nothing, so they need no lock.
 */
export async function oneWriterPerCaller<R>(run: CallRun, call: Call, write: LockedWork<R>): Promise<R> {
  if (call.caller.kind === 'anonymous') return await write((name, activity) => run.step(name, activity, noLock), null);
  const lock = createLock(run, call);
  await lock.acquire();
  try {
    return await write((name, activity) => run.step(name, activity, lock), lock);
  } finally {
    await lock.release();
  }
}

/** Temporal runs no two workflows with one id: starting `callerLock` acquires the lock. Its parent is the holder. */
function createLock({ progress, settings, queues, closing }: CallRun, call: Call): CallerLock {
  const workflowId = callerLockId(callerKey(call.caller, call.id), settings.lockKey);
  // A live call must not wait for a lock that is queued behind late calls.
  const liveQueue = queues && { taskQueue: queues.live };
  let inherited: string[] = [];
  const begin = () =>
    startChild(callerLock, { workflowId, parentClosePolicy: 'REQUEST_CANCEL', ...liveQueue, args: [inherited] });
  let held: Awaited<ReturnType<typeof begin>> | null = null;
  let recent: RecentWrites | null = null;
  let granted = false;
  setHandler(lockFree, (state) => {
    ({ waiting: inherited, recent } = state);
    granted = true;
  });
  const start = async (): Promise<typeof held> => {
    try {
      return await CancellationScope.nonCancellable(begin);
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      return null;
    }
  };
  return {
    recent: () => recent,
    wrote: (write) => void (recent = addWrite(recent, call, write)),
    async acquire() {
      for (held = await start(); held === null; held = await start()) {
        granted = false;
        const queued = await delivered(workflowId, waitForLock, [workflowInfo().workflowId, ...inherited]);
        const free = condition(() => granted, queued ? askAgainMs : 1);
        await progress.awaiting('another call of this caller', free);
      }
      inherited = [];
      // A run that closes first would cancel it.
      closing.push(held.result().catch(() => {}));
    },
    async release() {
      const rememberedMs = recent === null ? 0 : Math.min(maxRememberedMs, settings.voicemail.delayMs);
      if (held !== null) await delivered(held, releaseLock, { recent, rememberedMs });
      held = null;
    },
  };
}
