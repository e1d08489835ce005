import { defineSearchAttributeKey, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ChildWorkflowCancellationType,
  type ChildWorkflowHandle,
  condition,
  ParentClosePolicy,
  startChild,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import type { PastCall } from '../activities/sweep-contract.ts';
import { callWorkflowId } from '../src/domain/ids.ts';
import type { callWorkflow } from './call.ts';
import { type BackfillInput, type BackfillOutcome, callWorkflowType } from './messages.ts';

/** Front gives way to a few requests at a time; more calls at once would only wait for each other. */
const mostOpen = 5;
/** A call that is open for longer is parked, or waits for its recording: it goes on by itself, and the next one starts. */
const usualPatienceMs = 10 * 60_000;

/** Starts the workflows of past calls, as many at a time as there is room for. */
export function pastCallStarter(
  { taskQueue, liveQueue, patienceMs = usualPatienceMs }: Pick<BackfillInput, 'taskQueue' | 'liveQueue' | 'patienceMs'>,
  outcome: BackfillOutcome,
): {
  /** Resolves once the call's workflow has been started, or was found to be there. */
  start(call: PastCall): Promise<void>;
  /** Resolves when none is waited for any more. */
  idle(): Promise<void>;
} {
  let open = 0;
  return {
    async start(call) {
      await condition(() => open < mostOpen);
      const child = await startUnlessThere(call, { live: liveQueue ?? taskQueue, late: taskQueue });
      outcome.counts[child === null ? 'known' : 'started'] += 1;
      if (child === null) return;
      open += 1;
      // Only a cancelled backfill ends the wait with an error, and nothing is counted then.
      void follow(child)
        .catch(() => {})
        .finally(() => {
          open -= 1;
        });
    },
    idle: () => condition(() => open === 0),
  };

  async function follow(child: ChildWorkflowHandle<typeof callWorkflow>): Promise<void> {
    let closed = false;
    let counted = false;
    const close = (): void => {
      closed = true;
      outcome.closed += 1;
      if (counted) outcome.leftOpen -= 1;
    };
    // One that failed has closed as well; its failure stands in its own history.
    void child.result().then(close, close);
    if (await condition(() => closed, patienceMs)) return;
    counted = true;
    outcome.leftOpen += 1;
  }
}

/** @returns null when Temporal knows the call's workflow */
async function startUnlessThere(
  { callId, settings, event, summary, attributes }: PastCall,
  queues: { live: string; late: string },
): Promise<ChildWorkflowHandle<typeof callWorkflow> | null> {
  try {
    return await startChild<typeof callWorkflow>(callWorkflowType, {
      workflowId: callWorkflowId(callId),
      taskQueue: queues.late,
      args: [{ callId, settings, event, queues }],
      typedSearchAttributes: Object.entries(attributes).map(([name, value]) => ({
        key: defineSearchAttributeKey(name, 'KEYWORD'),
        value,
      })),
      staticSummary: summary,
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      // It is the call's own workflow: what becomes of the backfill is nothing to it.
      parentClosePolicy: ParentClosePolicy.ABANDON,
      cancellationType: ChildWorkflowCancellationType.ABANDON,
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return null;
    throw error;
  }
}
