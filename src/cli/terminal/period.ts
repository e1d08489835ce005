import { type Period, showTime } from '../../domain/call-lists.ts';
import { CommandError } from './errors.ts';

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

const unitSeconds: Record<string, number> = { m: 60, h: 3600, d: 86_400 };
/** Every reading has its reverse: a 30th of February would otherwise be a day in March. */
const day = /^\d{4}-\d\d-\d\d$/;
const moment = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

export interface TimeReading {
  nowMs: number;
  /** A day alone is its first or its last second. */
  edge: 'first' | 'last';
  /** Whether `24h` (that long ago) will do. */
  relative: boolean;
}

/**
 * Reads a time as people give it: `2026-01-31` (a day of UTC), `2026-01-31T09:00+01:00`, `24h`.
 * @param flag what it was given to, to name it by
 * @returns UNIX seconds
 * @throws {CommandError} naming the flag, what it was, and what would be right
 */
function readTime(flag: string, text: string, { nowMs, edge, relative }: TimeReading): number {
  const [, amount, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (relative && amount !== undefined) return Math.floor(nowMs / 1000) - Number(amount) * (unitSeconds[unit] ?? 0);
  const date = day.test(text) ? text : moment.exec(text)?.[1];
  const seconds = Date.parse(text) / 1000;
  if (date === undefined || Number.isNaN(seconds) || !isDay(date)) {
    const example = `a day, as 2026-01-31, or a time with its zone, as 2026-01-31T09:00+01:00${relative ? ', or how long ago, as 24h or 7d' : ''}`;
    throw new CommandError(`${flag}: "${text}" is not a time. Write ${example}.`, 2);
  }
  return day.test(text) && edge === 'last' ? seconds + unitOfDay - 1 : Math.floor(seconds);
}

const unitOfDay = 86_400;

function isDay(date: string): boolean {
  const read = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date);
}
