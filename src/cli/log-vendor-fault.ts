import { Context } from '@temporalio/activity';
import type { OnAnswered } from '../adapters/http/send-request.ts';
import type { Logger } from '../observability/logger.ts';

/** What a person may have to do something about; a 404 or a 422 is often an answer like any other, and parks if it is not. */
const telling = new Set([401, 403, 429]);

/** @returns what logs each request that a vendor did not answer as it should, with the call that it was for */
export function logVendorFault(log: Logger): OnAnswered {
  return (seen) => {
    const { status, durationMs } = seen;
    if (typeof status === 'number' && status < 500 && !telling.has(status)) return;
    log.warn({ ...seen, durationMs: Math.round(durationMs), ...whereabouts() }, 'a vendor did not answer as it should');
  };
}

/** Pages ask vendors too, for no workflow. */
function whereabouts(): { workflowId?: string; activity?: string; attempt?: number } {
  try {
    const { workflowExecution, activityType, attempt } = Context.current().info;
    const workflowId = workflowExecution?.workflowId;
    return { ...(workflowId === undefined ? {} : { workflowId }), activity: activityType, attempt };
  } catch {
    return {};
  }
}
