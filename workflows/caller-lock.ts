import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  CancellationScope,
  condition,
  defineSignal,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  type SignalDefinition,
  setHandler,
  sleep,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { Call } from '../src/domain/call.ts';
import { callerKey, callerLockId } from '../src/domain/ids.ts';
import { addWrite, type RecentWrites, type SubjectSet } from '../src/domain/recent-writes.ts';
import type { CallRun } from './call-run.ts';
import type { Lock, Step } from './step.ts';

/** Front may show what it accepted later: for so long, and no longer than a voicemail is awaited, the lock remembers it. */
const maxRememberedMs = 60_000;
/** An activity of a holder that was terminated learns of that with its next heartbeat, within six seconds. */
const lastRequestMs = 10_000;
/** A call that waits asks again after this time: the lock itself may have been terminated. */
const patienceMs = 30_000;

interface LockState {
  /** Ids of the workflows that wait, first come first served. */
  waiting: string[];
  /** What calls of this caller wrote last, the holder's own among it. */
  recent: RecentWrites | null;
}

interface LockInput extends LockState {
  rememberedMs: number;
}

/** What the holder wrote; its subject is null where it kept the one that it found. */
interface Written {
  subject: SubjectSet | null;
}

const waitForLock = defineSignal<[string[]]>('waitForLock');
const releaseLock = defineSignal<[Written | null]>('releaseLock');
const lockFree = defineSignal<[LockState]>('lockFree');

/** The lock of one caller: held from its start until it is released. Then it signals the first workflow that waits. */
export async function callerLock({ waiting: first, recent, rememberedMs }: LockInput): Promise<void> {
  const waiting = [...first];
  let released = false;
  let remembers = false;
  setHandler(waitForLock, (ids) => {
    waiting.push(...ids.filter((id) => !waiting.includes(id)));
  });
  setHandler(releaseLock, (written) => {
    released = true;
    if (recent === null) return;
    recent.subject = written?.subject ?? recent.subject;
    remembers = written !== null && (recent.answeredEndedAtSeconds ?? recent.subject) !== null;
  });
  const { cancelRequested } = CancellationScope.current();
  await CancellationScope.nonCancellable(async () => {
    // Temporal cancels the lock of a holder that ended without releasing it: terminated, or timed out.
    await Promise.race([condition(() => released), cancelRequested.catch(() => {})]);
    if (!released) await sleep(lastRequestMs);
    if (remembers) await condition(() => waiting.length > 0, rememberedMs);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const rest = waiting.splice(0);
      if (!(await delivered(next, lockFree, { waiting: rest, recent }))) waiting.unshift(...rest);
    }
  });
}

/** The lock as the call that holds it sees it. */
export interface CallerLock extends Lock {
  /** What other calls of this caller wrote within the last minute. */
  recent(): RecentWrites | null;
  /** The call is in Front. @param subject what it set, null where it kept the subject that it found */
  wrote(subject: SubjectSet | null): void;
}

/**
 * Runs `write` while no other call of this caller writes into Front. Its steps release the lock before a long pause and
 * before they park, and acquire it again to continue. Anonymous callers share nothing, so they need no lock.
 */
export async function oneWriterPerCaller<R>(
  run: CallRun,
  call: Call,
  write: (step: Step, lock: CallerLock | null) => Promise<R>,
): Promise<R> {
  if (call.caller.kind === 'anonymous') return await write(run.step, null);
  const lock = createLock(run, call);
  await lock.acquire();
  try {
    return await write((name, activity) => run.step(name, activity, lock), lock);
  } finally {
    await CancellationScope.nonCancellable(() => lock.release());
  }
}

/** Temporal runs no two workflows of one id: to start `callerLock` is to acquire the lock. Its parent is the holder. */
function createLock(run: CallRun, call: Call): CallerLock {
  const { progress, settings, queues } = run;
  const workflowId = callerLockId(callerKey(call.caller, call.id), settings.lockKey);
  const parentClosePolicy = ParentClosePolicy.REQUEST_CANCEL;
  // A live call must not wait for a lock that is behind late calls.
  const options = { workflowId, parentClosePolicy, ...(queues === undefined ? {} : { taskQueue: queues.live }) };
  let passedOn: LockState = { waiting: [], recent: null };
  let granted = false;
  let held = false;
  let written: Written | null = null;
  setHandler(lockFree, (state) => {
    passedOn = state;
    granted = true;
  });
  const start = async (): Promise<boolean> => {
    const recent = addWrite(passedOn.recent, call);
    const rememberedMs = Math.min(maxRememberedMs, settings.voicemail.delayMs);
    try {
      const lock = await startChild(callerLock, {
        ...options,
        args: [{ ...passedOn, recent, rememberedMs }],
      });
      run.closing.push(lock.result().catch(() => {}));
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  };
  return {
    recent: () => passedOn.recent,
    wrote(subject) {
      written = { subject };
    },
    async acquire() {
      while (!(await CancellationScope.nonCancellable(start))) {
        granted = false;
        const queued = await delivered(workflowId, waitForLock, [workflowInfo().workflowId, ...passedOn.waiting]);
        await progress.awaiting(
          'another call of this caller',
          condition(() => granted, queued ? patienceMs : 1),
        );
      }
      held = true;
    },
    async release() {
      if (held) await delivered(workflowId, releaseLock, written);
      held = false;
    },
  };
}

/** @returns false when that workflow has closed */
async function delivered<Input>(workflowId: string, signal: SignalDefinition<[Input]>, input: Input): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(workflowId).signal(signal, input);
    return true;
  } catch {
    return false;
  }
}
