import { defineSearchAttributeKey, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ChildWorkflowCancellationType,
  type ChildWorkflowHandle,
  condition,
  continueAsNew,
  ParentClosePolicy,
  proxyActivities,
  setHandler,
  startChild,
  WorkflowIdReusePolicy,
  workflowInfo,
} from '@temporalio/workflow';
import type { PastCall, SweepActivities } from '../activities/sweep/contract.ts';
import { type ListPosition, nextInList, startOfList } from '../src/domain/call-lists.ts';
import { callWorkflowId } from '../src/domain/ids.ts';
import { noProgress } from './call/progress.ts';
import { stepRunner, untilSkipped } from './call/step.ts';
import type { callWorkflow } from './call.ts';
import { countPage, noCounts } from './list-walk.ts';
import { type BackfillInput, type BackfillOutcome, backfillState, callWorkflowType } from './messages.ts';
import { policies } from './policies.ts';

const sweep = proxyActivities<SweepActivities>(policies.read);

/** Webhooks may still report a call that has only just ended. */
const webhookGraceSeconds = 300;
/** A page of calls is stored in the history whole: up to 200 KB. */
const maxPages = 10;

/** Logs past calls, oldest first: those that Temporal does not know, a few at a time. */
export async function backfill(input: BackfillInput): Promise<BackfillOutcome> {
  const soFar = input.soFar ?? begin(input);
  setHandler(backfillState, () => soFar.outcome);
  return await untilSkipped(
    () => goThrough(input, soFar),
    () => ({ ...soFar.outcome, skipped: true }),
  );
}

async function goThrough(input: BackfillInput, soFar: SoFar): Promise<BackfillOutcome> {
  const { outcome, endedBeforeSeconds } = soFar;
  let position: ListPosition | null = soFar.position;
  const step = stepRunner({
    ...noProgress,
    park(parked) {
      outcome.parked.push(parked);
      noProgress.park(parked);
    },
    unpark(parked) {
      outcome.parked.splice(outcome.parked.indexOf(parked), 1);
      noProgress.unpark(parked);
    },
  });
  const starter = pastCallStarter(input, outcome);
  for (let pages = 0; position !== null; pages += 1) {
    if (pages === maxPages || workflowInfo().continueAsNewSuggested) {
      await starter.idle();
      return await continueAsNew<typeof backfill>({ ...input, soFar: { position, endedBeforeSeconds, outcome } });
    }
    const { page, periods }: ListPosition = position;
    const [period] = periods;
    if (period === undefined) break;
    const { countOnly = false } = input;
    const result = await step('list', () => sweep.listPastCalls({ period, page, endedBeforeSeconds, countOnly }));
    const { calls, missing, ...list } = result;
    countPage(outcome.counts, page, list);
    if (countOnly) outcome.counts.started += missing;
    for (const call of calls) await starter.start(call);
    position = nextInList(position, list);
  }
  await starter.idle();
  return outcome;
}

type SoFar = NonNullable<BackfillInput['soFar']>;

function begin({ period }: BackfillInput): SoFar {
  return {
    position: startOfList(period),
    endedBeforeSeconds: Math.floor(Date.now() / 1000) - webhookGraceSeconds,
    outcome: { period, counts: noCounts(), closed: 0, leftOpen: 0, parked: [] },
  };
}

/** Front's limit has room for few requests at a time: more open calls would only wait for each other. */
const maxOpen = 5;
/**
 * A call that stays open longer is parked or waits for its recording. It continues by itself, and the next one starts.
 */
const defaultPatienceMs = 10 * 60_000;

/** Starts the workflows of past calls, as many at a time as allowed. */
function pastCallStarter(
  {
    taskQueue,
    liveQueue,
    patienceMs = defaultPatienceMs,
  }: Pick<BackfillInput, 'taskQueue' | 'liveQueue' | 'patienceMs'>,
  outcome: BackfillOutcome,
): {
  /** Resolves once the call's workflow has started, or turned out to exist. */
  start(call: PastCall): Promise<void>;
  /** Resolves once no call is waited for any more. */
  idle(): Promise<void>;
} {
  let open = 0;
  return {
    async start(call) {
      await condition(() => open < maxOpen);
      const child = await startUnlessThere(call, { live: liveQueue ?? taskQueue, late: taskQueue });
      outcome.counts[child === null ? 'known' : 'started'] += 1;
      if (child === null) return;
      open += 1;
      // Only cancelling the backfill ends the wait with an error; nothing is counted then.
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
    // A failed run has closed too; its failure is in its own history.
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
      // The call's workflow is independent: the backfill's end does not affect it.
      parentClosePolicy: ParentClosePolicy.ABANDON,
      cancellationType: ChildWorkflowCancellationType.ABANDON,
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return null;
    throw error;
  }
}
