import { Context } from '@temporalio/activity';
import { isVendorFault } from '../adapters/http/is-vendor-fault.ts';
import type { OnAnswered } from '../adapters/http/send-request.ts';
import type { Logger } from '../telemetry/logger.ts';

/** @returns what logs each request that a vendor did not answer as it should, with the call that it was for */
export function logVendorFault(log: Logger): OnAnswered {
  return (seen) => {
    if (!isVendorFault(seen)) return;
    log.warn(
      { ...seen, durationMs: Math.round(seen.durationMs), ...whereabouts() },
      'a vendor did not answer as it should',
    );
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
