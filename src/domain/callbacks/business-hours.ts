/** Days of the week, as the configuration writes them; their order is that of `WeekHours`. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** From (included) to (excluded), minutes since midnight by the clock on the wall; 1440 is the end of the day. */
export type OpenTime = [fromMinute: number, toMinute: number];

/** The open times of each day, Monday first, in order and without overlaps. */
export type WeekHours = OpenTime[][];

const minuteMs = 60_000;
const dayMinutes = 1440;
const weekMinutes = 7 * dayMinutes;
/** 1 January 1970 was a Thursday. */
const epochWeekday = 3;

/**
 * @param startMs UNIX milliseconds
 * @param openMs open time to pass, milliseconds; none: the start itself, at any hour
 * @param hours null: round the clock; otherwise at least one open time
 * @param timezone IANA name: it is open while the clock on the wall there shows an open time, so the hour that a change to
 * winter time repeats counts twice, and the one that a change to summer time skips does not count
 * @returns when that much open time has passed since the start, UNIX milliseconds
 */
export function addOpenTime(startMs: number, openMs: number, hours: WeekHours | null, timezone: string): number {
  if (openMs <= 0 || hours === null) return startMs + Math.max(0, openMs);
  let at = startMs;
  let left = openMs;
  for (;;) {
    const { isOpen, untilMs } = stretchAt(at, hours, timezone);
    if (isOpen && untilMs - at >= left) return at + left;
    if (isOpen) left -= untilMs - at;
    at = untilMs;
  }
}

/** @returns whether it is open at a time, and until when that, and the zone's offset, stay so */
function stretchAt(atMs: number, hours: WeekHours, timezone: string): { isOpen: boolean; untilMs: number } {
  const offsetMs = offsetAt(atMs, timezone);
  const localMs = atMs + offsetMs;
  const minuteOfWeek = (((localMs / minuteMs + epochWeekday * dayMinutes) % weekMinutes) + weekMinutes) % weekMinutes;
  const minute = minuteOfWeek % dayMinutes;
  const times = hours[Math.floor(minuteOfWeek / dayMinutes)] ?? [];
  const isOpen = times.some(([from, to]) => from <= minute && minute < to);
  const boundary = times.flat().find((edge) => edge > minute) ?? dayMinutes;
  const untilMs = atMs + (boundary - minute) * minuteMs;
  return { isOpen, untilMs: changeOfOffset(atMs, untilMs, timezone) ?? untilMs };
}

/** @returns the first moment after `fromMs` with another offset, up to `toMs`; null when there is none */
function changeOfOffset(fromMs: number, toMs: number, timezone: string): number | null {
  const offset = offsetAt(fromMs, timezone);
  if (offsetAt(toMs, timezone) === offset) return null;
  let [same, other] = [fromMs, toMs];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetAt(middle, timezone) === offset) same = middle;
    else other = middle;
  }
  return other;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** @returns local time minus UTC, milliseconds */
function offsetAt(atMs: number, timezone: string): number {
  const wholeMs = Math.floor(atMs / 1000) * 1000;
  const parts = new Map(
    formatIn(timezone)
      .formatToParts(wholeMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - wholeMs;
}

/** Creating a format takes much longer than using it. */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}
