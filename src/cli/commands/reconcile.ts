import type { Command } from 'commander';
import { type ReconcileOutcome, reconcileState } from '../../../workflows/messages.ts';
import { openReconcile } from '../../adapters/temporal/operations/reconcile.ts';
import { describeCounts, followRun } from '../terminal/follow-run.ts';
import { readPeriod, showPeriod } from '../terminal/period.ts';
import { drawBar } from '../terminal/progress.ts';
import { withTemporal } from '../terminal/temporal.ts';

interface Flags {
  from: string;
  to?: string;
}

const examples = `
Examples:
  callthread reconcile                                  the last 24 hours
  callthread reconcile --from 7d
  callthread reconcile --from 2026-01-31 --to 2026-02-02

It needs a running worker (callthread start), and of the configuration only TEMPORAL_*.`;

/** `callthread reconcile`: starts a workflow for each of Aircall's calls that Temporal does not know. */
export function addReconcileCommand(program: Command): void {
  program
    .command('reconcile')
    .description('find and log calls that no webhook reported; re-enable the webhook')
    .option('--from <time>', 'a day, a time with its zone, or an age (24h, 7d)', '24h')
    .option('--to <time>', 'the same; default: now')
    .addHelpText('after', examples)
    .action(async ({ from, to }: Flags) => {
      const { period, note } = readPeriod({ from, to: to ?? null }, { nowMs: Date.now(), relative: true });
      if (note !== null) console.error(note);
      console.log(`Comparing Aircall's calls from ${showPeriod(period)} with the known ones.`);
      const outcome = await withTemporal(process.env, async (client) => {
        const handle = await openReconcile(client, period);
        return await followRun({ client, handle, query: reconcileState, describe: async (now) => progressOf(now) });
      });
      for (const text of summaryOf(outcome)) console.log(text);
    });
}

function progressOf({ counts }: ReconcileOutcome): string {
  return `${drawBar(counts.seen, counts.total)} ${describeCounts(counts)}`.trim();
}

function summaryOf({ counts, startedIds, webhook }: ReconcileOutcome): string[] {
  const more = counts.started - startedIds.length;
  return [
    `${describeCounts(counts)}.`,
    ...(startedIds.length > 0 ? [`Started: ${startedIds.join(', ')}${more > 0 ? ` and ${more} more` : ''}`] : []),
    `Aircall's webhook: ${webhook.status}${webhook.notes.length > 0 ? ` (${webhook.notes.join('; ')})` : ''}.`,
  ];
}
