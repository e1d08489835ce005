import type { Deps } from './deps.ts';
import type { Turn } from './turn-contract.ts';

/** @returns the turn as it is held; `not yours` when this call is in line, and its workflow will be told */
export async function takeTurn({ turns }: Deps, turn: Turn | null): Promise<Turn | null | 'not yours'> {
  if (turn === null || turn.state === 'held') return turn;
  if (turn.state === 'told') return { ...turn, state: 'held', lockRunId: null };
  const lockRunId = await turns.take(turn.lockId, turn.holder);
  return lockRunId === null ? 'not yours' : { ...turn, state: 'held', lockRunId };
}

/** Lets other calls of the caller write. A lock that cannot be told now is told by the workflow. */
export async function giveTurnBack({ turns }: Deps, turn: Turn | null): Promise<Turn | null> {
  if (turn === null) return null;
  try {
    await turns.giveBack(turn);
    return { ...turn, state: 'given back' };
  } catch {
    return turn;
  }
}
