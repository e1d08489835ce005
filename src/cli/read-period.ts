import type { Period } from '../domain/call-lists.ts';
import { showTime } from '../domain/show-time.ts';
import { CommandError } from './command-error.ts';
import { readTime } from './read-time.ts';

/** Aircall's lists go back so far (its help centre on the API). */
const listedMonths = 6;

/**
 * Reads `--from` and `--to`.
 * @returns the period, and what a person should know of it
 * @throws {CommandError} for a wrong one
 */
export function readPeriod(
  { from, to }: { from: string; to: string | null },
  { nowMs, relative }: { nowMs: number; relative: boolean },
): { period: Period; note: string | null } {
  const fromSeconds = readTime('--from', from, { nowMs, edge: 'first', relative });
  const toSeconds = to === null ? Math.floor(nowMs / 1000) : readTime('--to', to, { nowMs, edge: 'last', relative });
  if (fromSeconds > Math.floor(nowMs / 1000)) throw new CommandError(`--from ${from} is in the future.`, 2);
  if (fromSeconds > toSeconds) {
    throw new CommandError(`--from ${from} is after --to ${to ?? 'now'}. Put the earlier time into --from.`, 2);
  }
  const oldest = new Date(nowMs);
  oldest.setUTCMonth(oldest.getUTCMonth() - listedMonths);
  const oldestSeconds = Math.ceil(oldest.getTime() / 1000);
  const told = `Aircall lists the calls of the last six months alone, since ${oldest.toISOString().slice(0, 10)}`;
  if (toSeconds < oldestSeconds) throw new CommandError(`--to ${to ?? 'now'} is too long ago: ${told}.`, 2);
  return {
    period: { fromSeconds, toSeconds },
    note: fromSeconds < oldestSeconds ? `${told}; what is older is not found.` : null,
  };
}

/** @returns the period as it is told, in UTC */
export function showPeriod({ fromSeconds, toSeconds }: Period): string {
  return `${showTime(fromSeconds)} to ${showTime(toSeconds)}`;
}
