import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Ledger } from '../../adapters/ledger/ledger.ts';
import { countPollers } from '../../adapters/temporal/count-pollers.ts';
import { deleteRuns } from '../../adapters/temporal/delete-runs.ts';
import { inParallel } from '../../adapters/temporal/in-parallel.ts';
import { markErased } from '../../adapters/temporal/mark-erased.ts';
import { readRunState } from '../../adapters/temporal/parked-runs.ts';
import { callTaskQueue } from '../../adapters/temporal/task-queues.ts';
import { callWorkflowId } from '../../domain/ids.ts';
import { drawBar, progressLine } from '../progress-line.ts';
import type { FoundCaller } from './find-caller.ts';

const atOnce = 10;
const pauseMs = 200;
/** A worker ends such a run within moments. */
const markPatienceMs = 30_000;

export interface Erased {
  calls: number;
  runs: number;
  /** Workflow ids of runs that Temporal has been told to delete, and has not yet. */
  pending: string[];
  /** Calls of which another run has begun since they were looked for. */
  begunAgain: number[];
  /** Whether the marks that keep the calls from being logged again wait for a worker to close them. */
  marksAreOpen: boolean;
}

/**
 * Erases a caller. First each call gets its mark, so that at no moment it could be taken for one that is missing; last
 * come the ledger's rows, by which an erasure that was interrupted is found again.
 * @throws LedgerUnavailable, gRPC errors
 */
export async function eraseCaller(client: Client, ledger: Ledger | null, found: FoundCaller): Promise<Erased> {
  const { closedCallIds, temporal, seen } = found;
  const line = progressLine(process.stdout);
  const show = (what: string, done: number, total: number): void =>
    line.show(`${drawBar(done, total)} ${done}/${total} ${what}`);
  const marked: number[] = [];
  await inParallel(closedCallIds, atOnce, async (callId) => {
    if (await markErased(client, callId)) marked.push(callId);
    show('calls marked', marked.length, closedCallIds.length);
  });
  const { closed } = temporal;
  const pending = await deleteRuns(client, closed, (gone) => show('runs deleted', gone, closed.length));
  const marksAreOpen = !(await untilClosed(client, marked));
  line.end();
  await ledger?.noteSeen(seen.filter(({ id }) => marked.includes(id)));
  const calls = (await ledger?.erase(marked)) ?? 0;
  const ids = [...new Set(pending.map(({ workflowId }) => workflowId))];
  const begunAgain = closedCallIds.filter((id) => !marked.includes(id));
  return { calls, runs: closed.length - pending.length, pending: ids, begunAgain, marksAreOpen };
}

async function untilClosed(client: Client, callIds: readonly number[]): Promise<boolean> {
  if (callIds.length === 0) return true;
  if ((await countPollers(client, callTaskQueue)) === 0) return false;
  const untilMs = Date.now() + markPatienceMs;
  let left = [...callIds];
  for (;;) {
    const open: number[] = [];
    await inParallel(left, atOnce, async (callId) => {
      const run = await readRunState(client, callWorkflowId(callId));
      if (run?.running) open.push(callId);
    });
    left = open;
    if (left.length === 0) return true;
    if (Date.now() > untilMs) return false;
    await sleep(pauseMs);
  }
}
