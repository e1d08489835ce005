import type { Turn } from './contract.ts';
import type { Deps } from './deps.ts';

/** @returns whether this call may write for its caller now; otherwise it is in line, and its workflow will be told */
export async function takeTurn({ turns }: Deps, turn: Turn | null): Promise<boolean> {
  return turn === null || turn.told || (await turns.take(turn.lockId, turn.holder));
}
