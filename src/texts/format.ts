import type { Texts } from './text-types.ts';
import { type Language, textsIn } from './texts.ts';

/** By language and options: creating a format takes longer than writing the rest of an entry. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** @returns a moment in the time zone and language: `23 Nov 2026, 14:05` */
export function formatTime(unixSeconds: number, language: Language, timezone: string): string {
  const format = formatIn(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone });
  return format.format(new Date(unixSeconds * 1000));
}

function formatIn(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(textsIn(language).locale, options);
  formats.set(key, format);
  return format;
}

/** @returns a moment with its zone, for readers who may be elsewhere: `23 Nov 2026, 14:05 CET` */
export function formatZonedTime(unixSeconds: number, language: Language, timezone: string): string {
  const zone = formatIn(language, { timeZone: timezone, timeZoneName: 'short' })
    .formatToParts(new Date(unixSeconds * 1000))
    .find(({ type }) => type === 'timeZoneName');
  return `${formatTime(unixSeconds, language, timezone)} ${zone?.value ?? timezone}`;
}

/** @returns a length, rounded to seconds: `1 h 2 min`, `3 min 13 s`, `42 s` */
export function formatDuration(seconds: number, texts: Texts['entries']): string {
  const { hours, minutes, seconds: secondsUnit } = texts.units;
  const whole = Math.max(0, Math.round(seconds));
  const h = Math.floor(whole / 3600);
  const m = Math.floor((whole % 3600) / 60);
  const s = whole % 60;
  const parts: string[] = [];
  if (h > 0) parts.push(`${h} ${hours}`);
  if (m > 0 || h > 0) parts.push(`${m} ${minutes}`);
  if (s > 0 || parts.length === 0) parts.push(`${s} ${secondsUnit}`);
  return parts.join(' ');
}
