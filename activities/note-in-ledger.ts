import { log } from '@temporalio/activity';
import type { Call } from '../src/domain/call.ts';
import { type SeenCall, toLedgerCall } from '../src/domain/ledger-call.ts';
import type { SweepDeps } from './sweep-deps.ts';

/** Older than whatever a run of the call has written itself. */
const eldest = 1;

/**
 * Notes what Aircall lists, for the coverage. That the database is away keeps no call from being started: the next look
 * notes it.
 * @returns the ids of the calls of which the ledger knows no more than that
 */
export async function noteInLedger({ ledger }: SweepDeps, seen: SeenCall[]): Promise<number[]> {
  try {
    return (await ledger?.recordListed(seen)) ?? [];
  } catch (error) {
    log.warn('the calls that Aircall lists could not be noted in the ledger: the coverage lacks them', { error });
    return [];
  }
}

/** A call that was logged before there was a ledger, or while its database was lost: its run says what became of it. */
export async function completeLedger({ ledger, past, settingsFor }: SweepDeps, call: Call): Promise<void> {
  try {
    const outcome = await past.outcomeOf(call.id);
    if (outcome === null) return;
    if (outcome.erased) {
      await ledger?.erase([call.id]);
      return;
    }
    const { thread, reason, qualification, entries, loggedAtSeconds = null } = outcome;
    const state = thread === null ? 'skipped' : 'logged';
    const conversationId = thread?.conversationId ?? null;
    const status = { state, reason, qualification, conversationId, loggedAtSeconds, entries, closed: true } as const;
    await ledger?.record(toLedgerCall(call, status, settingsFor(call.line)), eldest);
  } catch (error) {
    log.warn('a call that was logged before could not be written to the ledger', { error });
  }
}
