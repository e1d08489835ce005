import type { VendorAnswer } from './request.ts';

/** A vendor that asks for more than an hour is asked again after one: a typo must not stop a day's calls. */
const maxRetryAfterMs = 60 * 60_000;
/** Above this a number is UNIX milliseconds, below `minUnixSeconds` a number of seconds from now. */
const minUnixMs = 1e12;
const minUnixSeconds = 1e9;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** The three forms of RFC 9110, section 5.6.7; the second and the third are obsolete but must be read. */
const imfFixdate = /^[a-z]{3}, +(\d{1,2}) +([a-z]{3}) +(\d{4}) +(\d\d:\d\d:\d\d) +(?:gmt|utc|[+-]0000)$/i;
const rfc850Date = /^[a-z]{3,9}, +(\d{1,2})-([a-z]{3})-(\d\d|\d{4}) +(\d\d:\d\d:\d\d) +(?:gmt|utc)$/i;
const asctimeDate = /^[a-z]{3} +([a-z]{3}) +(\d{1,2}) +(\d\d:\d\d:\d\d) +(\d{4})$/i;
/** Not in the RFC, but seen; without a zone it would be a guess. */
const isoDate = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/i;

/**
 * How long a vendor asks to wait. `Retry-After` (seconds or a date) counts where it is sent; a 429 without it waits for the
 * reset of the rate limit. Dates count from the answer's own `Date`, so that a clock that is wrong here changes nothing.
 * @param resetHeader the vendor's header with the time at which its limit is reset: UNIX seconds or milliseconds
 * @returns milliseconds, an hour at most; null when the answer does not say
 */
export function readRetryAfterMs(
  answer: Pick<VendorAnswer, 'status' | 'header'>,
  resetHeader: string,
  nowMs = Date.now(),
): number | null {
  const { status } = answer;
  if (status < 500 && status !== 429 && status !== 408 && status !== 425 && status !== 413) return null;
  const asked = readDelayMs(answer, 'retry-after', nowMs);
  return asked ?? (status === 429 ? readResetMs(answer, resetHeader, nowMs) : null);
}

/** @returns milliseconds until the vendor's limit is reset, an hour at most; null when the answer does not say */
export function readResetMs(
  answer: Pick<VendorAnswer, 'header'>,
  resetHeader: string,
  nowMs = Date.now(),
): number | null {
  return readDelayMs(answer, resetHeader, nowMs);
}

function readDelayMs({ header }: Pick<VendorAnswer, 'header'>, name: string, nowMs: number): number | null {
  const written = header(name)?.trim() ?? '';
  const sentAtMs = readHttpDate(header('date') ?? '', nowMs) ?? nowMs;
  // A header that was sent twice is joined by a comma.
  const number = /^(\d+(?:\.\d+)?)(?:\s*,|$)/.exec(written)?.[1];
  if (number !== undefined) {
    const value = Number(number);
    if (value < minUnixSeconds) return bounded(value * 1000);
    return bounded((value > minUnixMs ? value : value * 1000) - sentAtMs);
  }
  const atMs = readHttpDate(written, nowMs) ?? (isoDate.test(written) ? Date.parse(written) : Number.NaN);
  return Number.isNaN(atMs) ? null : bounded(atMs - sentAtMs);
}

function bounded(delayMs: number): number {
  return Math.min(Math.max(0, Math.ceil(delayMs)), maxRetryAfterMs);
}

/**
 * @param nowMs settles the century of a year of two digits: more than 50 years ahead is the past (RFC 9110)
 * @returns UNIX milliseconds; null for what is none of the three forms
 */
export function readHttpDate(written: string, nowMs = Date.now()): number | null {
  const text = written.trim();
  const [, day, month, year, time] = imfFixdate.exec(text) ?? rfc850Date.exec(text) ?? reorder(asctimeDate.exec(text));
  const monthIndex = months.indexOf(month?.toLowerCase() ?? '');
  if (day === undefined || year === undefined || time === undefined || monthIndex === -1) return null;
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  if (Number(day) < 1 || Number(day) > 31 || hours > 23 || minutes > 59 || seconds > 60) return null;
  return Date.UTC(fullYear(year, nowMs), monthIndex, Number(day), hours, minutes, seconds);
}

function reorder(asctime: RegExpExecArray | null): (string | undefined)[] {
  const [whole, month, day, time, year] = asctime ?? [];
  return [whole, day, month, year, time];
}

function fullYear(year: string, nowMs: number): number {
  if (year.length === 4) return Number(year);
  const thisYear = new Date(nowMs).getUTCFullYear();
  const sameCentury = thisYear - (thisYear % 100) + Number(year);
  return sameCentury > thisYear + 50 ? sameCentury - 100 : sameCentury;
}
