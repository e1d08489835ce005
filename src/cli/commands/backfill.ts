import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { type BackfillInput, type BackfillOutcome, backfillState, backfillType } from '../../../workflows/messages.ts';
import { countParked } from '../../adapters/temporal/answer-parked.ts';
import { startOrAttach } from '../../adapters/temporal/start-or-attach.ts';
import { backfillTaskQueue, callTaskQueue } from '../../adapters/temporal/task-queues.ts';
import { type Period, showTime } from '../../domain/call-lists.ts';
import { CommandError } from '../terminal/errors.ts';
import { followRun, tellCounts } from '../terminal/follow-run.ts';
import { readPeriod, showPeriod } from '../terminal/period.ts';
import { drawBar } from '../terminal/progress.ts';
import { withTemporal } from '../terminal/temporal.ts';

interface Flags {
  from: string;
  to: string;
  dryRun: boolean;
}

const examples = `
Calls keep the times they happened at. A conversation that is there already is left as it is but for the new entries and
comments; one that the backfill begins is left archived. Live calls go first. The same command goes on where it was.

Examples:
  callthread backfill --from 2026-01-01 --to 2026-01-31 --dry-run
  callthread backfill --from 2026-01-01 --to 2026-01-31

It needs a worker (callthread start) and what names Temporal (TEMPORAL_ADDRESS), nothing else.`;

/** `callthread backfill`: logs calls of long ago. */
export function addBackfillCommand(program: Command): void {
  program
    .command('backfill')
    .description('log calls of long ago, oldest first, without holding up live ones')
    .requiredOption('--from <time>', 'a day (of UTC), or a time with its zone')
    .requiredOption('--to <time>', 'likewise; a day is meant to its end')
    .option('--dry-run', 'say how many there are, and log none', false)
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
    input: { period, taskQueue: backfillTaskQueue, countOnly } satisfies BackfillInput,
    summary: countOnly ? 'Count calls of long ago' : 'Log calls of long ago',
  });
  const verb = countOnly ? 'Counting' : attached ? 'Going on to log' : 'Logging';
  console.log(`${verb} Aircall's calls from ${showPeriod(period)} (workflow ${handle.workflowId}).`);
  const pace = trackPace();
  const tell = async (now: BackfillOutcome): Promise<string> => {
    const done = doneOf(now, countOnly);
    const parked = countOnly ? 0 : await countParked(client, { taskQueue: backfillTaskQueue });
    return progressOf(now, done, pace.at(done, now.counts.total, Date.now()), parked);
  };
  const outcome = await followRun({ client, handle, query: backfillState, tell });
  console.log(`${tellCounts(outcome.counts, countOnly ? 'to be logged' : 'started')}.`);
  if (outcome.skipped) {
    throw new CommandError('It was ended (skip, or cancelled) before its end. The same command goes on where it was.');
  }
  if (outcome.leftOpen > 0) {
    console.log(
      `${outcome.leftOpen} of them are still open: waiting for a recording, or parked (callthread retry --all).`,
    );
  }
}

/** Calls of which nothing more is to be expected. */
function doneOf({ counts, closed, leftOpen }: BackfillOutcome, countOnly: boolean): number {
  const others = counts.known + counts.notEnded + counts.unwanted + counts.unreadable;
  return others + (countOnly ? counts.started : closed + leftOpen);
}

function progressOf({ parked: [stuck], counts }: BackfillOutcome, done: number, pace: Pace, parked: number): string {
  if (stuck !== undefined) return `parked: ${stuck.failure}: ${stuck.message}. ${stuck.remedy}`;
  if (counts.total === 0) return 'asking Aircall for its list';
  const parts = [
    `${drawBar(done, counts.total)} ${done}/${counts.total} calls`.trim(),
    ...tellPace(pace),
    ...(parked > 0 ? [`${parked} parked (callthread retry --all)`] : []),
  ];
  return parts.join(' · ');
}

/** How fast it goes, and what is left; null while that cannot be told. */
export interface Pace {
  perMinute: number | null;
  restMs: number | null;
}

/** What was long ago says little of what is to come. */
const longestLookBackMs = 5 * 60_000;
const shortestLookBackMs = 3_000;

/** @returns what tells the pace from how much was done when, by the last minutes */
export function trackPace(): { at(done: number, total: number, nowMs: number): Pace } {
  let seen: Array<{ done: number; atMs: number }> = [];
  return {
    at(done, total, nowMs) {
      seen = [...seen.filter(({ atMs }) => nowMs - atMs <= longestLookBackMs), { done, atMs: nowMs }];
      const [first = { done, atMs: nowMs }] = seen;
      const elapsedMs = nowMs - first.atMs;
      const gained = done - first.done;
      if (elapsedMs < shortestLookBackMs || gained <= 0) return { perMinute: null, restMs: null };
      return { perMinute: (gained / elapsedMs) * 60_000, restMs: ((total - done) / gained) * elapsedMs };
    },
  };
}

/** @returns the pace in words, as far as it is known: `8.1 a minute`, `46 min left` */
export function tellPace({ perMinute, restMs }: Pace): string[] {
  const rate = perMinute === null ? [] : [`${perMinute.toFixed(perMinute < 10 ? 1 : 0)} a minute`];
  return restMs === null ? rate : [...rate, `${tellDuration(restMs)} left`];
}

function tellDuration(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes < 2) return `${Math.ceil(ms / 1000)} s`;
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
