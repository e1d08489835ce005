import { en } from './en/en.ts';
import { fr } from './fr/fr.ts';
import type { Texts } from './text-types.ts';

/** To add a language, add its folder and its line here; the compiler names missing texts. */
const tables = { en, fr } satisfies Record<string, Texts>;

export type Language = keyof typeof tables;
export const languages = Object.keys(tables) as Language[];

export function textsIn(language: Language): Texts {
  return tables[language];
}

/**
 * @param name as `<html lang>` has it
 * @throws {RangeError} if it is not one of `languages`
 */
export function toLanguage(name: string): Language {
  const language = languages.find((known) => known === name);
  if (language === undefined) throw new RangeError(`No texts in "${name}": Callthread has ${languages.join(', ')}.`);
  return language;
}

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

const ageUnits = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** @returns an age in its largest unit, at least a minute: `2 hr ago`, `il y a 3 j` */
export function formatAge(seconds: number, language: Language): string {
  const age = Math.max(60, seconds);
  const [unit, length] = ageUnits.find(([, unitSeconds]) => age >= unitSeconds) ?? ageUnits[4];
  const format = new Intl.RelativeTimeFormat(textsIn(language).locale, { style: 'short' });
  // Between the number and its unit French has a space that does not break; older clients show it as a box.
  return format.format(-Math.floor(age / length), unit).replaceAll(/[\u00A0\u202F]/g, ' ');
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
