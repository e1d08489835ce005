import { CancellationScope, log, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/contract.ts';
import type { LedgerState } from '../src/domain/ledger-call.ts';
import { toLedgerCall } from '../src/domain/to-ledger-call.ts';
import type { CallEvents } from './call-events.ts';
import type { CallOutcome, CallWorkflowInput } from './messages.ts';
import { ledgerPolicy } from './policies.ts';
import type { Progress } from './progress.ts';

const { recordCall } = proxyActivities<Activities>(ledgerPolicy);

/**
 * Writes what reports and pages show of the call, whenever that has changed: beside the main flow, so that a database
 * that is away keeps nothing from Front.
 * @returns a function that resolves once all is written, or was given up
 */
export function keepLedger(
  { settings, previous }: CallWorkflowInput,
  { events, outcome, progress }: { events: CallEvents; outcome: CallOutcome; progress: Progress },
): () => Promise<void> {
  let written = Promise.resolve();
  let last = previous?.thread ? JSON.stringify(previous.entries) : '';
  progress.onChange(() => {
    const { state, parked, qualification } = progress.now();
    if (state === 'waiting' || state === 'logging' || !events.any()) return;
    const { thread, entries, loggedAtSeconds = null } = outcome;
    const status = {
      state: thread === null ? stateOf[state] : 'logged',
      reason: parked[0] ? `${parked[0].failure}: ${parked[0].message}` : progress.reason(),
      qualification,
      conversationId: thread?.conversationId ?? null,
      loggedAtSeconds,
      entries,
      closed: state === 'done' || state === 'skipped',
    } as const;
    const call = toLedgerCall(events.call(), status, settings);
    // A later run of a logged call has something to tell only when it has added an entry.
    const now = previous?.thread ? JSON.stringify(entries) : JSON.stringify(call);
    if (now === last) return;
    last = now;
    const revision = Date.now();
    written = written.then(() => CancellationScope.nonCancellable(() => recordCall({ call, revision }))).catch(giveUp);
  });
  return () => written;
}

const stateOf = { media: 'logged', done: 'logged', parked: 'parked', skipped: 'skipped' } as const satisfies Record<
  string,
  LedgerState
>;

function giveUp(error: unknown): void {
  log.warn('the call could not be written to the ledger: reports lack it', { error: String(error) });
}
