import { ActivityFailure } from '@temporalio/common';
import { continueAsNew, isCancellation, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { SweepActivities, WebhookCheck } from '../activities/sweep/contract.ts';
import { type ListPosition, nextInList, reconcilePeriod, startOfList } from '../src/domain/call-lists.ts';
import { countPage, noCounts } from './list-walk.ts';
import { type ReconcileInput, type ReconcileOutcome, reconcileState } from './messages.ts';
import { policies } from './policies.ts';

const sweep = proxyActivities<SweepActivities>(policies.read);
/** If only the webhook cannot be checked, the search for calls starts soon anyway. */
const impatient = proxyActivities<SweepActivities>({ ...policies.read, scheduleToCloseTimeout: '2m' });

/** Webhooks may still report a call that has only just ended. */
const webhookGraceSeconds = 300;
/** For a manual reconcile a minute is enough: Aircall reports a voicemail half a minute after the end of the call. */
const manualGraceSeconds = 60;
const maxStartedIds = 100;
/** Keeps the history small; a page is six events. */
const maxPages = 200;

/**
 * Compares Aircall's list of calls with what Temporal knows, starts the workflow of each call that has none, and
 * re-enables Aircall's webhook. It fails if Aircall cannot be asked; the next run then goes back to the last success.
 */
export async function reconcile(input: ReconcileInput): Promise<ReconcileOutcome> {
  const { outcome, endedBeforeSeconds, ...from } = input.soFar ?? begin(input);
  let position: ListPosition | null = from.position;
  setHandler(reconcileState, () => outcome);
  if (input.soFar === undefined) outcome.webhook = await checkWebhook();
  for (let pages = 0; position !== null; pages += 1) {
    if (pages === maxPages || workflowInfo().continueAsNewSuggested) {
      return await continueAsNew<typeof reconcile>({ soFar: { position, endedBeforeSeconds, outcome } });
    }
    const { page, periods }: ListPosition = position;
    const [period] = periods;
    if (period === undefined) break;
    const { startedIds, ...result } = await sweep.startMissingCalls({ period, page, endedBeforeSeconds });
    countPage(outcome.counts, page, result);
    const openSinceSeconds = Math.min(...[outcome, result].flatMap((part) => part.openSinceSeconds ?? []));
    if (Number.isFinite(openSinceSeconds)) outcome.openSinceSeconds = openSinceSeconds;
    outcome.counts.started += startedIds.length;
    outcome.startedIds.push(...startedIds.slice(0, maxStartedIds - outcome.startedIds.length));
    position = nextInList(position, result);
  }
  return outcome;
}

function begin({ period: asked }: ReconcileInput): NonNullable<ReconcileInput['soFar']> {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const last = workflowInfo().lastResult as ReconcileOutcome | undefined;
  const period = asked ?? reconcilePeriod(nowSeconds, last?.period.toSeconds ?? null, last?.openSinceSeconds);
  const endedBeforeSeconds = nowSeconds - (asked === undefined ? webhookGraceSeconds : manualGraceSeconds);
  const webhook: WebhookCheck = { status: 'not checked', notes: [] };
  return {
    position: startOfList(period),
    endedBeforeSeconds,
    outcome: { period, counts: noCounts(), startedIds: [], webhook },
  };
}

/** A webhook that cannot be checked is reported, and calls are found anyway. */
async function checkWebhook(): Promise<WebhookCheck> {
  try {
    return await impatient.checkWebhook();
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    return { status: 'not checked', notes: [error.cause?.message ?? error.message] };
  }
}
