import { type Language, textsIn } from '../../texts/texts.ts';

/** Formats numbers and times in the page's language. */
interface Format {
  number(value: number): string;
  /** 0.5 → 50 %. */
  share(value: number | null): string;
  /** Day and time to the minute. @param seconds UNIX seconds */
  dateTime(seconds: number): string;
  /** Day and time to the second. @param seconds UNIX seconds */
  moment(seconds: number): string;
  /** Time of the day, to the second. @param seconds UNIX seconds */
  time(seconds: number): string;
  /** A calendar day with its weekday. @param day `2026-01-31` */
  day(day: string): string;
  /** The same, short enough for an axis. */
  shortDay(day: string): string;
  /** An hour of the day, 0 to 23. */
  hour(hour: number): string;
  /** A length in its two largest units: 1 h 2 min, 3 min 5 s, 12 s. */
  duration(seconds: number | null): string;
  /** Sort order of names. */
  compare(one: string, other: string): number;
}

/** @param timezone IANA name, for moments; calendar days have no zone */
export function createFormat(language: Language, timezone: string): Format {
  const { locale } = textsIn(language);
  const inZone = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone: timezone, ...options });
  const dateTime = inZone({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
  const moment = inZone({ dateStyle: 'medium', timeStyle: 'medium' });
  const time = inZone({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const day = inZone({ timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const shortDay = inZone({ timeZone: 'UTC', day: 'numeric', month: 'short' });
  const hour = inZone({ timeZone: 'UTC', hour: '2-digit', minute: '2-digit' });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return {
    number: (value) => number.format(value),
    share: (value) => (value === null ? '–' : percent.format(value)),
    dateTime: (seconds) => dateTime.format(seconds * 1000),
    moment: (seconds) => moment.format(seconds * 1000),
    time: (seconds) => time.format(seconds * 1000),
    day: (text) => day.format(Date.parse(text)),
    shortDay: (text) => shortDay.format(Date.parse(text)),
    hour: (value) => hour.format(value * 3_600_000),
    duration: (seconds) =>
      seconds === null ? '–' : writeDuration(Math.round(seconds), (value) => number.format(value)),
    compare: new Intl.Collator(locale).compare,
  };
}

function writeDuration(seconds: number, write: (value: number) => string): string {
  if (seconds < 60) return `${write(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  const parts =
    minutes < 60
      ? [`${minutes} min`, seconds % 60 === 0 ? '' : `${seconds % 60} s`]
      : [`${write(Math.floor(minutes / 60))} h`, minutes % 60 === 0 ? '' : `${minutes % 60} min`];
  return parts.filter(Boolean).join(' ').replaceAll(' ', ' ');
}
