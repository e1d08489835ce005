import { Context } from '@temporalio/activity';
import type { CallEvent } from '../src/domain/call-event.ts';
import { findErased } from './find-erased.ts';
import { leaveCheckpoint } from './keep-alive.ts';
import { completeLedger, noteInLedger } from './note-in-ledger.ts';
import { sortListedCalls } from './sort-listed-calls.ts';
import type { CallListInput, SweepActivities } from './sweep-contract.ts';
import type { SweepDeps } from './sweep-deps.ts';

/** What an attempt has started is left to the next one, for which those calls would be known. */
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
