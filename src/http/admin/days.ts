/** A calendar day, like 2026-01-31. */
type Day = string;

const hourMs = 3_600_000;

/** @returns whether a text is a calendar day */
export function isDay(text: string): boolean {
  if (!/^(?:19[789]\d|20\d\d)-\d\d-\d\d$/.test(text)) return false;
  const read = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
}

/** @returns the day that many days later */
export function addDays(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** @returns the number of days in a range, including both ends */
export function countDays(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / (24 * hourMs)) + 1;
}

/** @returns the day at a moment in a time zone */
export function dayAt(ms: number, timezone: string): Day {
  return dayFormat(timezone).format(ms);
}

/** @returns UNIX seconds of the start of a day: midnight, or one o'clock if clocks go forward at midnight */
export function startOfDay(day: Day, timezone: string): number {
  const format = dayFormat(timezone);
  const midnightMs = Date.parse(`${day}T00:00:00Z`);
  // No zone is more than 14 hours from UTC, and days only move forward.
  let before = (midnightMs - 15 * hourMs) / 1000;
  let within = (midnightMs + 15 * hourMs) / 1000;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (format.format(middle * 1000) < day) before = middle;
    else within = middle;
  }
  return within;
}

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  // Sweden's date format is ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
}
