import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/contract.ts';
import type { Call } from '../../src/domain/call.ts';
import { isLate } from '../../src/domain/call-event.ts';
import { mayHaveVoicemail } from '../../src/domain/decide.ts';
import { policies } from '../policies.ts';
import { endedOverdueMs } from './decided.ts';
import type { CallRun } from './run.ts';

/** Requests that a new caller's call costs under the lock; what a known caller's leaves of them is given back. */
const requestsPerCall = 8;

interface Front {
  /** What writes under the caller's lock: as live calls do, for it has waited for its room before. */
  locked: Activities;
  /** What comes after it: comments, tags, audio. */
  later: Activities;
}

/**
 * The activities that write a call into Front. A late call is not urgent, so it gives way to those that have just
 * ended: it waits for room in Front's limit now, before it acquires the caller's lock. What the call itself waits for before
 * it is decided does not make it late.
 */
export async function frontFor(call: Call, { queues, settings, events, step, outcome }: CallRun): Promise<Front> {
  const taskQueue = queues === undefined ? {} : { taskQueue: queues.live };
  const locked = proxyActivities<Activities>({ ...policies.locked, ...taskQueue });
  const settleMs = mayHaveVoicemail(call) ? settings.voicemail.settleMs : 0;
  const awaitedMs = events.has('fetched') ? endedOverdueMs : settleMs;
  if (queues === undefined || !isLate(call, Date.now(), awaitedMs)) {
    return { locked, later: proxyActivities<Activities>({ ...policies.write, ...taskQueue }) };
  }
  const later = proxyActivities<Activities>({ ...policies.write, taskQueue: queues.late });
  if (outcome.thread === null) await step('capacity', () => later.reserveRequests({ requests: requestsPerCall }));
  return { locked, later };
}
