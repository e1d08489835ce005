import type { LogKey } from './log-keys.ts';

/** Keys that others use for what has a name of ours. */
const ourNames: Record<string, LogKey> = {
  activityType: 'activity',
  workflow_id: 'workflowId',
  activity_type: 'activity',
};

/**
 * @param fields of one log line, as the code or a library has them
 * @returns the same by our keys (see `logKeys`), with `callId` where the workflow is one call's; without Temporal's task
 * token, which is long and says nothing
 */
export function toLogFields(fields: Record<string, unknown>): Record<string, unknown> {
  const { taskToken: _none, ...rest } = fields;
  const named = Object.fromEntries(Object.entries(rest).map(([key, value]) => [ourNames[key] ?? key, value]));
  const callId = named['callId'] ?? callIdOf(named['workflowId']);
  return callId === undefined ? named : { callId, ...named };
}

function callIdOf(workflowId: unknown): number | undefined {
  const digits = typeof workflowId === 'string' ? /^call-(\d{1,16})$/.exec(workflowId)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}
