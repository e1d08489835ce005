import { Context } from '@temporalio/activity';
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

/** @returns the turn as it is held; `not yours` when this call is in line, and its workflow will be told */
async function takeTurn({ turns }: Deps, turn: Turn | null): Promise<Turn | null | 'not yours'> {
  if (turn === null || turn.state === 'held' || isSpared(turn)) return turn;
  if (turn.state === 'told') return { ...turn, state: 'held', lockRunId: null };
  const lockRunId = await turns.take(turn.lockId, turn.holder);
  return lockRunId === null ? 'not yours' : { ...turn, state: 'held', lockRunId };
}

/**
 * Whether the call may write without the turn: what it saw of the conversation is moments old. After a failed attempt it is
 * not, so the turn is taken, and the conversation looked for again.
 */
export function isSpared(turn: Turn): boolean {
  return turn.state === 'not needed' && Context.current().info.attempt === 1;
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
