import type { Turn } from './contract.ts';
import type { Deps } from './deps.ts';
import { callerBusy } from './failures.ts';

/** Half of the lock's lease: within it nobody else can have been given the turn, so nothing has to be asked. */
const safeMs = 30_000;

/** Makes sure that this call may write for its caller. @throws CallerBusy (retried) while another call does */
export async function holdTurn({ turns }: Deps, turn: Turn | null): Promise<void> {
  if (turn === null) return;
  if (turn.takenAtMs !== null && Date.now() - turn.takenAtMs < safeMs) return;
  if (!(await turns.take(turn.lockId, turn.holder))) throw callerBusy();
}
