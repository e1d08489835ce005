import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { type BackfillInput, type BackfillOutcome, backfillState, backfillType } from '../../workflows/messages.ts';
import { countParked } from '../adapters/temporal/parked-runs.ts';
import { startOrAttach } from '../adapters/temporal/start-or-attach.ts';
import { backfillTaskQueue, callTaskQueue } from '../adapters/temporal/task-queues.ts';
import type { Period } from '../domain/call-lists.ts';
import { showTime } from '../domain/show-time.ts';
import { CommandError } from './command-error.ts';
import { followRun } from './follow-run.ts';
import { drawBar } from './progress-line.ts';
import { readPeriod, showPeriod } from './read-period.ts';
import { tellCounts } from './tell-counts.ts';
import { type Pace, tellPace, trackPace } from './track-pace.ts';
import { withTemporal } from './with-temporal.ts';

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
