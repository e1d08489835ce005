import type { Command } from 'commander';
import { type ReconcileOutcome, reconcileState } from '../../../workflows/messages.ts';
import { openReconcile } from '../../adapters/temporal/reconcile-runs.ts';
import { followRun, tellCounts } from '../terminal/follow-run.ts';
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

It needs a worker (callthread start) and what names Temporal (TEMPORAL_ADDRESS), nothing else.`;

/** `callthread reconcile`: starts the workflows of calls that Aircall has and Temporal does not know. */
export function addReconcileCommand(program: Command): void {
  program
    .command('reconcile')
    .description('look for calls of which no webhook has told, and log them; see that the webhook is enabled')
    .option('--from <time>', 'a day, a time with its zone, or how long ago (24h, 7d)', '24h')
    .option('--to <time>', 'likewise; default: now')
    .addHelpText('after', examples)
    .action(async ({ from, to }: Flags) => {
      const { period, note } = readPeriod({ from, to: to ?? null }, { nowMs: Date.now(), relative: true });
      if (note !== null) console.error(note);
      console.log(`Comparing Aircall's calls from ${showPeriod(period)} with those that are known.`);
      const outcome = await withTemporal(process.env, async (client) => {
        const handle = await openReconcile(client, period);
        return await followRun({ client, handle, query: reconcileState, tell: async (now) => progressOf(now) });
      });
      for (const text of summaryOf(outcome)) console.log(text);
    });
}

function progressOf({ counts }: ReconcileOutcome): string {
  return `${drawBar(counts.seen, counts.total)} ${tellCounts(counts)}`.trim();
}

function summaryOf({ counts, startedIds, webhook }: ReconcileOutcome): string[] {
  const more = counts.started - startedIds.length;
  return [
    `${tellCounts(counts)}.`,
    ...(startedIds.length > 0 ? [`Started: ${startedIds.join(', ')}${more > 0 ? ` and ${more} more` : ''}`] : []),
    `Aircall's webhook: ${webhook.status}${webhook.notes.length > 0 ? ` (${webhook.notes.join('; ')})` : ''}.`,
  ];
}
