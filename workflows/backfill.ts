import { continueAsNew, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { SweepActivities } from '../activities/sweep-contract.ts';
import { type ListPosition, nextInList, startOfList } from '../src/domain/call-lists.ts';
import { countPage, noCounts } from './list-walk.ts';
import { type BackfillInput, type BackfillOutcome, backfillState } from './messages.ts';
import { pastCallStarter } from './past-call-starter.ts';
import { readPolicy } from './policies.ts';
import { noProgress } from './progress.ts';
import { stepRunner } from './step.ts';
import { untilSkipped } from './until-skipped.ts';

const sweep = proxyActivities<SweepActivities>(readPolicy);

/** A call that has only just ended is told of by its webhooks. */
const stillToldOfSeconds = 300;
/** Calls travel through the history whole: a page of them is up to 200 KB. */
const mostPages = 10;

/** Logs calls of long ago, oldest first: those that Temporal does not know, a few at a time. */
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
    if (pages === mostPages || workflowInfo().continueAsNewSuggested) {
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
    endedBeforeSeconds: Math.floor(Date.now() / 1000) - stillToldOfSeconds,
    outcome: { period, counts: noCounts(), closed: 0, leftOpen: 0, parked: [] },
  };
}
