import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/contract.ts';
import type { Call } from '../src/domain/call.ts';
import { isLate } from '../src/domain/call-event.ts';
import { mayHaveVoicemail } from '../src/domain/decide.ts';
import { endedOverdueMs } from './call-decided.ts';
import type { CallRun } from './call-run.ts';
import { writePolicy } from './policies.ts';

/**
 * What writes the call into Front. A call that is late has nobody waiting for it, so it lets those go first that have just
 * ended. What the call itself waits for before it is decided does not make it late. Without a `lateQueue`, no call is late.
 */
export function frontFor(call: Call, { lateQueue, settings, events }: CallRun, policy = writePolicy): Activities {
  const settleMs = mayHaveVoicemail(call) ? settings.voicemail.settleMs : 0;
  const awaitedMs = events.has('fetched') ? endedOverdueMs : settleMs;
  const isBehind = lateQueue !== undefined && isLate(call, Date.now(), awaitedMs);
  return proxyActivities<Activities>(isBehind ? { ...policy, taskQueue: lateQueue } : policy);
}
