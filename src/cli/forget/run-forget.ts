import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { LedgerRefused, LedgerUnavailable } from '../../adapters/ledger/errors.ts';
import type { Ledger } from '../../adapters/ledger/ledger.ts';
import { readRunState } from '../../adapters/temporal/calls/call-state.ts';
import { inParallel } from '../../adapters/temporal/connection/requests.ts';
import { deleteRuns, endRuns, markErased } from '../../adapters/temporal/erasure/erase.ts';
import { callTaskQueue, countPollers } from '../../adapters/temporal/operations/workers.ts';
import { loadConfig } from '../../config/config.ts';
import { callWorkflowId } from '../../domain/ids.ts';
import { maskNumber } from '../../domain/phone-number.ts';
import { CommandError } from '../terminal/errors.ts';
import { drawBar, progressLine } from '../terminal/progress.ts';
import { askPerson } from '../terminal/prompt.ts';
import { withTemporal } from '../terminal/temporal.ts';
import { type FoundCaller, findCaller, openExistingLedger } from './find-caller.ts';
import { formatCaller, isKept } from './report.ts';

interface ForgetOptions {
  dryRun: boolean;
  yes: boolean;
}

/**
 * Finds a caller, prints what there is, and erases it after a confirmation.
 * @param e164 the caller's number
 * @returns whether nothing is left to do
 * @throws {ConfigError} when the configuration is invalid
 * @throws {CommandError} when the ledger or Temporal cannot be reached, or --yes is missing
 */
export async function runForget(e164: string, options: ForgetOptions): Promise<boolean> {
  const config = loadConfig(process.env, process.cwd(), { webhookToken: false });
  const ledger = await openExistingLedger(config.database);
  try {
    return await withTemporal(process.env, async (client) => {
      const found = await findCaller({ client, ledger, config }, e164);
      return await forget(client, ledger, found, options);
    });
  } catch (error) {
    if (error instanceof LedgerRefused) {
      const remedy = 'Check that the tables are as Callthread created them, and that its user may write them';
      throw new CommandError(
        `${error.message}. ${remedy}; then run the command again: it continues with what is left.`,
      );
    }
    if (!(error instanceof LedgerUnavailable)) throw error;
    throw new CommandError(`${error.message} Run the command again: it continues with what is left.`);
  } finally {
    await ledger?.close();
  }
}

/** @returns whether nothing is left to do */
async function forget(
  client: Client,
  ledger: Ledger | null,
  found: FoundCaller,
  { dryRun, yes }: ForgetOptions,
): Promise<boolean> {
  const { closed, open, callbacks, unreadable } = found.temporal;
  for (const text of [...formatCaller(found), '']) console.log(text);
  if (!isKept(found)) {
    console.log('Callthread holds nothing about this caller.');
    return unreadable.length === 0;
  }
  if (dryRun) {
    console.log('Dry run: nothing was erased.');
    return true;
  }
  const isErasable = found.closedCallIds.length + closed.length + callbacks.length > 0;
  if (isErasable && !yes && !(await agreed(found.e164))) {
    console.log('Cancelled: nothing was erased.');
    return false;
  }
  const { calls, runs, pending, begunAgain, marksAreOpen } = await eraseCaller(client, ledger, found);
  console.log(
    `Erased: ${ledger === null ? '' : `${calls} ${calls === 1 ? 'call' : 'calls'} in the table, `}${runs} ${runs === 1 ? 'run' : 'runs'} in Temporal.`,
  );
  if (begunAgain.length > 0) console.log(`Started again in the meantime and left alone: ${begunAgain.join(', ')}.`);
  if (pending.length > 0) console.log(`Temporal has not finished deleting: ${pending.join(', ')}.`);
  if (marksAreOpen)
    console.log('No worker is running: the markers that prevent logging the calls again will close when one is.');
  return open.length + unreadable.length + pending.length + begunAgain.length === 0;
}

async function agreed(e164: string): Promise<boolean> {
  const what = `${maskNumber(e164)} from the table of calls and from Temporal`;
  if (!process.stdin.isTTY) throw new CommandError(`Add --yes to erase ${what}. This cannot be undone.`, 2);
  return await askPerson(`Erase ${what}?`, process.stdout);
}

const maxParallel = 10;
const pauseMs = 200;
/** A worker closes a marker within moments. */
const markTimeoutMs = 30_000;

interface Erased {
  calls: number;
  runs: number;
  /** Workflow ids of runs that Temporal has not deleted yet. */
  pending: string[];
  /** Calls whose workflow was started again in the meantime. */
  begunAgain: number[];
  /** Whether the markers that prevent logging the calls again still wait for a worker. */
  marksAreOpen: boolean;
}

/**
 * Erases a caller. Open callbacks end first, so that none acts meanwhile. Each call gets its marker next, so that a reconcile
 * never takes it for a missing call. The ledger's rows come last: through them an interrupted erasure finds its calls again.
 * @throws LedgerUnavailable, gRPC errors
 */
async function eraseCaller(client: Client, ledger: Ledger | null, found: FoundCaller): Promise<Erased> {
  const { closedCallIds, temporal, seen } = found;
  const line = progressLine(process.stdout);
  const show = (what: string, done: number, total: number): void =>
    line.show(`${drawBar(done, total)} ${done}/${total} ${what}`);
  await endRuns(client, temporal.callbacks);
  const marked: number[] = [];
  await inParallel(closedCallIds, maxParallel, async (callId) => {
    if (await markErased(client, callId)) marked.push(callId);
    show('calls marked', marked.length, closedCallIds.length);
  });
  const closed = [...temporal.closed, ...temporal.callbacks];
  const pending = await deleteRuns(client, closed, (gone) => show('runs deleted', gone, closed.length));
  const marksAreOpen = !(await untilClosed(client, marked));
  line.end();
  await ledger?.recordListed(seen.filter(({ id }) => marked.includes(id)));
  const calls = (await ledger?.erase(marked)) ?? 0;
  const ids = [...new Set(pending.map(({ workflowId }) => workflowId))];
  const begunAgain = closedCallIds.filter((id) => !marked.includes(id));
  return { calls, runs: closed.length - pending.length, pending: ids, begunAgain, marksAreOpen };
}

async function untilClosed(client: Client, callIds: readonly number[]): Promise<boolean> {
  if (callIds.length === 0) return true;
  if ((await countPollers(client, callTaskQueue)) === 0) return false;
  const untilMs = Date.now() + markTimeoutMs;
  let left = [...callIds];
  for (;;) {
    const open: number[] = [];
    await inParallel(left, maxParallel, async (callId) => {
      const run = await readRunState(client, callWorkflowId(callId));
      if (run?.running) open.push(callId);
    });
    left = open;
    if (left.length === 0) return true;
    if (Date.now() > untilMs) return false;
    await sleep(pauseMs);
  }
}
