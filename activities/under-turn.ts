import { ApplicationFailure } from '@temporalio/common';
import type { Deps } from './deps.ts';
import { toFailure } from './failures.ts';
import type { NotYourTurn, Turn } from './turn-contract.ts';

/**
 * Runs what writes for a caller while this call has the caller's turn. When that parks the call, a turn that was taken here
 * is given back here: the workflow does not know which run of the lock it was.
 */
export async function underTurn<Result>(
  deps: Deps,
  turn: Turn | null,
  write: (held: Turn | null) => Promise<Result>,
): Promise<Result | NotYourTurn> {
  const held = await takeTurn(deps, turn);
  if (held === 'not yours') return { notYourTurn: true };
  try {
    return await write(held);
  } catch (error) {
    const failure = toFailure(error);
    const parks = failure instanceof ApplicationFailure && failure.nonRetryable === true;
    const takenHere = held?.lockRunId !== turn?.lockRunId;
    if (parks && takenHere) await giveTurnBack(deps, held);
    throw error;
  }
}

/** Whether nothing has to be taken first, and what was seen when the turn came to be so still holds. */
export function mayWrite(turn: Turn | null): turn is null | (Turn & { state: 'held' | 'not needed' }) {
  return turn === null || turn.state === 'held' || turn.state === 'not needed';
}

/** @returns the turn as it is held; `not yours` when this call is in line, and its workflow will be told */
async function takeTurn({ turns }: Deps, turn: Turn | null): Promise<Turn | null | 'not yours'> {
  if (mayWrite(turn)) return turn;
  if (turn.state === 'told') return { ...turn, state: 'held', lockRunId: null };
  const lockRunId = await turns.take(turn.lockId, turn.holder);
  return lockRunId === null ? 'not yours' : { ...turn, state: 'held', lockRunId };
}

/** Lets other calls of the caller write. A lock that cannot be told now is told by the workflow. */
export async function giveTurnBack({ turns }: Deps, turn: Turn | null): Promise<Turn | null> {
  if (turn === null || turn.state === 'not needed') return turn;
  try {
    await turns.giveBack(turn);
    return { ...turn, state: 'given back' };
  } catch {
    return turn;
  }
}
