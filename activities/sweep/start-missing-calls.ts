import { Context, log } from '@temporalio/activity';
import type { Call } from '../../src/domain/call.ts';
import type { CallEvent } from '../../src/domain/call-event.ts';
import { type SeenCall, toLedgerCall } from '../../src/domain/ledger-call.ts';
import { leaveCheckpoint } from '../attempt.ts';
import type { CallListInput, SweepActivities } from './contract.ts';
import type { SweepDeps } from './deps.ts';
import { findErased, sortListedCalls } from './list-calls.ts';

/** What an attempt has started is handed to the next one, to which those calls would look known. */
interface Checkpoint {
  startedIds: number[];
}

export async function startMissingCalls(
  deps: SweepDeps,
  input: CallListInput,
): ReturnType<SweepActivities['startMissingCalls']> {
  const { due, seen, result } = await sortListedCalls(deps, input);
  const unknownToLedger = await noteInLedger(deps, seen);
  const erased = await findErased(deps, due);
  const earlier = Context.current().info.heartbeatDetails as Checkpoint | undefined;
  const startedIds = [...(earlier?.startedIds ?? [])];
  const saidAtSeconds = Math.floor(Date.now() / 1000);
  for (const call of due) {
    const event: CallEvent = { name: 'fetched', saidAtSeconds, call };
    if (startedIds.includes(call.id) || erased.has(call.id)) continue;
    if (!(await deps.calls.startMissing(event))) {
      if (unknownToLedger.includes(call.id)) await completeLedger(deps, call);
      continue;
    }
    startedIds.push(call.id);
    leaveCheckpoint({ startedIds } satisfies Checkpoint);
  }
  return { ...result, known: due.length - startedIds.length, startedIds };
}

/** Older than anything that a run of the call has written itself. */
const eldest = 1;

/**
 * Records what Aircall lists, for the coverage. An unavailable database does not keep calls from being started: the
 * next reconcile records them.
 * @returns the ids of the calls of which the ledger knows no more than that
 */
async function noteInLedger({ ledger }: SweepDeps, seen: SeenCall[]): Promise<number[]> {
  try {
    return (await ledger?.recordListed(seen)) ?? [];
  } catch (error) {
    log.warn('could not record the calls that Aircall lists: the coverage lacks them', { error });
    return [];
  }
}

/** A call that was logged before there was a ledger, or while its database was lost: its run has the outcome. */
async function completeLedger({ ledger, past, settingsFor }: SweepDeps, call: Call): Promise<void> {
  try {
    const outcome = await past.outcomeOf(call.id);
    if (outcome === null) return;
    if (outcome.erased) {
      await ledger?.erase([call.id]);
      return;
    }
    const { thread, reason, qualification, entries, tags, loggedAtSeconds = null } = outcome;
    const state = thread === null ? 'skipped' : 'logged';
    const conversationId = thread?.conversationId ?? null;
    const logged = { conversationId, loggedAtSeconds, entries, tags };
    const status = { state, reason, qualification, ...logged, closed: true } as const;
    await ledger?.record(toLedgerCall(call, status, settingsFor(call.line)), eldest);
  } catch (error) {
    log.warn('could not write an earlier call to the ledger', { error });
  }
}
