import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { type BackfillInput, type BackfillOutcome, backfillState, backfillType } from '../../../workflows/messages.ts';
import { countParked } from '../../adapters/temporal/calls/answer-parked.ts';
import { startOrAttach } from '../../adapters/temporal/operations/reconcile.ts';
import { backfillTaskQueue, callTaskQueue } from '../../adapters/temporal/operations/workers.ts';
import { type Period, showTime } from '../../domain/call-lists.ts';
import { CommandError } from '../terminal/errors.ts';
import { describeCounts, followRun } from '../terminal/follow-run.ts';
import { readPeriod, showPeriod } from '../terminal/period.ts';
import { drawBar } from '../terminal/progress.ts';
import { withTemporal } from '../terminal/temporal.ts';

interface Flags {
  from: string;
  to: string;
  dryRun: boolean;
}

const examples = `
Entries get the times of their calls. An existing conversation only gets new entries and comments; a new one is left
archived. Live calls have priority. Run the same command again to continue where it stopped.

Examples:
  callthread backfill --from 2026-01-01 --to 2026-01-31 --dry-run
  callthread backfill --from 2026-01-01 --to 2026-01-31

It needs a running worker (callthread start), and of the configuration only TEMPORAL_*.`;

/** `callthread backfill`: logs past calls. */
export function addBackfillCommand(program: Command): void {
  program
    .command('backfill')
    .description('log past calls, oldest first, without delaying live ones')
    .requiredOption('--from <time>', 'a day (UTC), or a time with its zone')
    .requiredOption('--to <time>', 'the same; a day is included')
    .option('--dry-run', 'only count them', false)
    .addHelpText('after', examples)
    .action(async (flags: Flags) => {
      const { period, note } = readPeriod(flags, { nowMs: Date.now(), relative: false });
      if (note !== null) console.error(note);
      await withTemporal(process.env, async (client) => await run(client, period, flags.dryRun));
    });
}

async function run(client: Client, period: Period, countOnly: boolean): Promise<void> {
  const { handle, attached } = await startOrAttach(client, {
    workflowType: backfillType,
    workflowId: `backfill-${showTime(period.fromSeconds)}-${showTime(period.toSeconds)}${countOnly ? '-count' : ''}`,
    taskQueue: callTaskQueue,
    input: { period, taskQueue: backfillTaskQueue, liveQueue: callTaskQueue, countOnly } satisfies BackfillInput,
    summary: countOnly ? 'Count past calls' : 'Log past calls',
  });
  const verb = countOnly ? 'Counting' : attached ? 'Continuing to log' : 'Logging';
  console.log(`${verb} Aircall's calls from ${showPeriod(period)} (workflow ${handle.workflowId}).`);
  const pace = trackPace();
  const describe = async (now: BackfillOutcome): Promise<string> => {
    const done = doneOf(now, countOnly);
    const parked = countOnly ? 0 : await countParked(client, { taskQueue: backfillTaskQueue });
    return progressOf(now, done, pace.at(done, now.counts.total, Date.now()), parked);
  };
  const outcome = await followRun({ client, handle, query: backfillState, describe });
  console.log(`${describeCounts(outcome.counts, countOnly ? 'to be logged' : 'started')}.`);
  if (outcome.skipped) {
    throw new CommandError('It was skipped or cancelled. Run the same command again to continue.');
  }
  if (outcome.leftOpen > 0) {
    console.log(
      `${outcome.leftOpen} of them are still open: waiting for a recording, or parked (callthread retry --all).`,
    );
  }
}

/** @returns the number of calls that are finished */
function doneOf({ counts, closed, leftOpen }: BackfillOutcome, countOnly: boolean): number {
  const others = counts.known + counts.notEnded + counts.unwanted + counts.unreadable;
  return others + (countOnly ? counts.started : closed + leftOpen);
}

function progressOf({ parked: [stuck], counts }: BackfillOutcome, done: number, pace: Pace, parked: number): string {
  if (stuck !== undefined) return `parked: ${stuck.failure}: ${stuck.message}. ${stuck.remedy}`;
  if (counts.total === 0) return 'reading the list of calls from Aircall';
  const parts = [
    `${drawBar(done, counts.total)} ${done}/${counts.total} calls`.trim(),
    ...describePace(pace),
    ...(parked > 0 ? [`${parked} parked (callthread retry --all)`] : []),
  ];
  return parts.join(' · ');
}

/** The speed, and the time left; null while unknown. */
interface Pace {
  perMinute: number | null;
  restMs: number | null;
}

/** Older progress does not predict the speed. */
const maxLookBackMs = 5 * 60_000;
const minLookBackMs = 3_000;

/** Measures the pace over the last minutes. */
export function trackPace(): { at(done: number, total: number, nowMs: number): Pace } {
  let seen: Array<{ done: number; atMs: number }> = [];
  return {
    at(done, total, nowMs) {
      seen = [...seen.filter(({ atMs }) => nowMs - atMs <= maxLookBackMs), { done, atMs: nowMs }];
      const [first = { done, atMs: nowMs }] = seen;
      const elapsedMs = nowMs - first.atMs;
      const gained = done - first.done;
      if (elapsedMs < minLookBackMs || gained <= 0) return { perMinute: null, restMs: null };
      return { perMinute: (gained / elapsedMs) * 60_000, restMs: ((total - done) / gained) * elapsedMs };
    },
  };
}

/** @returns the pace so far: `8.1 a minute`, `46 min left` */
export function describePace({ perMinute, restMs }: Pace): string[] {
  const rate = perMinute === null ? [] : [`${perMinute.toFixed(perMinute < 10 ? 1 : 0)} a minute`];
  return restMs === null ? rate : [...rate, `${formatDuration(restMs)} left`];
}

function formatDuration(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes < 2) return `${Math.ceil(ms / 1000)} s`;
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
