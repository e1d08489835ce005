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

/** The lock of one caller: held from its start until it is released. Then it signals the first waiting workflow. */
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
    if (rememberedMs > 0) await condition(() => waiting.length > 0, rememberedMs);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const rest = waiting.splice(0);
      if (!(await delivered(next, lockFree, { waiting: rest, recent }))) waiting.unshift(...rest);
    }
  });
}

/** The lock as its holder sees it. */
export interface CallerLock extends Lock {
  /** What calls of this caller wrote within the last minute. */
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
    await CancellationScope.nonCancellable(() => lock.release());
  }
}

/** Temporal runs no two workflows with one id: starting `callerLock` acquires the lock. Its parent is the holder. */
function createLock({ progress, settings, queues, closing }: CallRun, call: Call): CallerLock {
  const workflowId = callerLockId(callerKey(call.caller, call.id), settings.lockKey);
  // A live call must not wait for a lock that is queued behind late calls.
  const options = {
    workflowId,
    parentClosePolicy: 'REQUEST_CANCEL',
    ...(queues && { taskQueue: queues.live }),
  } as const;
  let waiting: string[] = [];
  let recent: RecentWrites | null = null;
  let [granted, held] = [false, false];
  setHandler(lockFree, (state) => {
    ({ waiting, recent } = state);
    granted = true;
  });
  const start = async (): Promise<boolean> => {
    try {
      const lock = await startChild(callerLock, { ...options, args: [waiting] });
      closing.push(lock.result().catch(() => {}));
      return true;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      return false;
    }
  };
  return {
    recent: () => recent,
    wrote(write) {
      recent = addWrite(recent, call, write);
    },
    async acquire() {
      while (!(await CancellationScope.nonCancellable(start))) {
        granted = false;
        const queued = await delivered(workflowId, waitForLock, [workflowInfo().workflowId, ...waiting]);
        const free = condition(() => granted, queued ? askAgainMs : 1);
        await progress.awaiting('another call of this caller', free);
      }
      [waiting, held] = [[], true];
    },
    async release() {
      const rememberedMs = recent === null ? 0 : Math.min(maxRememberedMs, settings.voicemail.delayMs);
      if (held) await delivered(workflowId, releaseLock, { recent, rememberedMs });
      held = false;
    },
  };
}
