import { type Period, showTime } from '../../domain/call-lists.ts';
import { CommandError } from './errors.ts';

/** How far Aircall's lists go back (its help centre on the API). */
const listedMonths = 6;

/**
 * Reads `--from` and `--to`.
 * @returns the period, and a note for the user
 * @throws {CommandError} for an invalid one
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
  const limit = `Aircall lists only the calls of the last six months, since ${oldest.toISOString().slice(0, 10)}`;
  if (toSeconds < oldestSeconds) throw new CommandError(`--to ${to ?? 'now'} is too long ago: ${limit}.`, 2);
  return {
    period: { fromSeconds, toSeconds },
    note: fromSeconds < oldestSeconds ? `${limit}; older calls are not found.` : null,
  };
}

/** @returns the period in words, in UTC */
export function showPeriod({ fromSeconds, toSeconds }: Period): string {
  return `${showTime(fromSeconds)} to ${showTime(toSeconds)}`;
}

const unitSeconds: Record<string, number> = { m: 60, h: 3600, d: 86_400 };
const day = /^\d{4}-\d\d-\d\d$/;
const moment = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

interface TimeReading {
  nowMs: number;
  /** A day alone is its first or its last second. */
  edge: 'first' | 'last';
  /** Whether an age such as `24h` is allowed. */
  relative: boolean;
}

/**
 * Reads a time as users write it: `2026-01-31` (a day of UTC), `2026-01-31T09:00+01:00`, `24h`.
 * @param flag for the error message
 * @returns UNIX seconds
 * @throws {CommandError} naming the flag, the value and what is valid
 */
function readTime(flag: string, text: string, { nowMs, edge, relative }: TimeReading): number {
  const [, amount, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (relative && amount !== undefined) return Math.floor(nowMs / 1000) - Number(amount) * (unitSeconds[unit] ?? 0);
  const date = day.test(text) ? text : moment.exec(text)?.[1];
  const seconds = Date.parse(text) / 1000;
  if (date === undefined || Number.isNaN(seconds) || !isDay(date)) {
    const example = `a day, as 2026-01-31, or a time with its zone, as 2026-01-31T09:00+01:00${relative ? ', or an age, as 24h or 7d' : ''}`;
    throw new CommandError(`${flag}: "${text}" is not a time. Write ${example}.`, 2);
  }
  return day.test(text) && edge === 'last' ? seconds + unitOfDay - 1 : Math.floor(seconds);
}

const unitOfDay = 86_400;

/** Date.parse takes February 30 for a day in March. */
function isDay(date: string): boolean {
  const read = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date);
}
