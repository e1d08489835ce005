import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/contract.ts';
import { type Call, endedAtMs } from '../src/domain/call.ts';
import { writePolicy } from './policies.ts';

/** Aircall tells of a call half a minute after its end; the rest is for a machine or a Temporal that is busy. */
const freshMs = 120_000;

/**
 * What writes the call into Front. A call that ended longer ago (its webhook came late, or nobody took it up) has nobody
 * waiting for it, so it lets those go first that have just ended.
 * @param lateQueue whose activities do so; without one, no call is late
 */
export function frontFor(call: Call, lateQueue?: string): Activities {
  const isLate = lateQueue !== undefined && Date.now() - endedAtMs(call) > freshMs;
  return proxyActivities<Activities>(isLate ? { ...writePolicy, taskQueue: lateQueue } : writePolicy);
}
