import { Context, log } from '@temporalio/activity';
import type { CallEvent } from '../src/domain/call-event.ts';
import type { SeenCall } from '../src/domain/ledger-call.ts';
import { leaveCheckpoint } from './keep-alive.ts';
import { sortListedCalls } from './sort-listed-calls.ts';
import type { CallListInput, SweepActivities } from './sweep-contract.ts';
import type { SweepDeps } from './sweep-deps.ts';

/** What an attempt has started is left to the next one, for which those calls would be known. */
interface Checkpoint {
  startedIds: number[];
}

/** That the database is away keeps no call from being started: the next look notes it. */
async function noteSeen({ ledger }: SweepDeps, seen: SeenCall[]): Promise<void> {
  try {
    await ledger?.noteSeen(seen);
  } catch (error) {
    log.warn('the calls that Aircall lists could not be noted in the ledger: the coverage lacks them', { error });
  }
}

export async function startMissingCalls(
  deps: SweepDeps,
  input: CallListInput,
): ReturnType<SweepActivities['startMissingCalls']> {
  const { due, seen, result } = await sortListedCalls(deps, input);
  const earlier = Context.current().info.heartbeatDetails as Checkpoint | undefined;
  const startedIds = [...(earlier?.startedIds ?? [])];
  const saidAtSeconds = Math.floor(Date.now() / 1000);
  for (const call of due) {
    const event: CallEvent = { name: 'fetched', saidAtSeconds, call };
    if (startedIds.includes(call.id) || !(await deps.calls.startMissing(event))) continue;
    startedIds.push(call.id);
    leaveCheckpoint({ startedIds } satisfies Checkpoint);
  }
  await noteSeen(deps, seen);
  return { ...result, known: due.length - startedIds.length, startedIds };
}
