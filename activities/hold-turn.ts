import type { Turn } from './contract.ts';
import type { Deps } from './deps.ts';

/** Half of the lock's lease: within it nobody else can have been given the turn, so nothing has to be asked. */
const safeMs = 30_000;

/** @returns whether this call may write for its caller now; otherwise it is in line, and its workflow will be told */
export async function holdTurn({ turns }: Deps, turn: Turn | null): Promise<boolean> {
  if (turn === null) return true;
  if (turn.takenAtMs !== null && Date.now() - turn.takenAtMs < safeMs) return true;
  return await turns.take(turn.lockId, turn.holder);
}
