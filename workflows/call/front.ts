import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/contract.ts';
import type { Call } from '../../src/domain/call.ts';
import { isLate } from '../../src/domain/call-event.ts';
import { mayHaveVoicemail } from '../../src/domain/decide.ts';
import { policies } from '../policies.ts';
import { endedOverdueMs } from './decided.ts';
import type { CallRun } from './run.ts';

/** Requests that a new caller's call makes under the lock; a known caller's call returns what it does not use. */
const requestsPerCall = 8;

interface Front {
  /**
   * For writes under the caller's lock: at the priority of live calls, because the call has waited for its room before.
   */
  locked: Activities;
  /** For what follows: comments, tags, audio. */
  later: Activities;
}

/**
 * The activities that write a call into Front. A late call gives way to calls that have just ended: it waits here for
 * room in Front's limit, before it acquires the caller's lock. Time spent waiting until the call is decided does not
 * make it late.
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
