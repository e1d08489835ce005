import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/contract.ts';
import type { Call } from '../src/domain/call.ts';
import { isLate } from '../src/domain/is-late.ts';
import { writePolicy } from './policies.ts';

/**
 * What writes the call into Front. A call that is late has nobody waiting for it, so it lets those go first that have just
 * ended.
 * @param lateQueue whose activities do so; without one, no call is late
 */
export function frontFor(call: Call, lateQueue?: string): Activities {
  const isBehind = lateQueue !== undefined && isLate(call, Date.now());
  return proxyActivities<Activities>(isBehind ? { ...writePolicy, taskQueue: lateQueue } : writePolicy);
}
