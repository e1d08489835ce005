import type { Language } from '../language.ts';
import type { Qualification } from '../qualification.ts';

/** Everything that Callthread writes into Front, in one language. A language is one file that fills this in. */
export interface Texts {
  qualification: Record<Qualification, string>;
  /** Aircall's reasons for a missed call; unknown ones are left out of the entry. */
  missedReason: Record<string, string>;
  anonymousCaller: string;
  unknownAgent: string;
  labels: {
    line: string;
    caller: string;
    /** The outside party of a call that the team made. */
    called: string;
    /** When the call began. */
    time: string;
    agent: string;
    passedOnBy: string;
    reason: string;
    rang: string;
    duration: string;
    recording: string;
    voicemail: string;
    reference: string;
  };
  /** @param wait a duration as this language writes it */
  voicemailNeverCame: (wait: string) => string;
  /** Between a label and what it names. */
  colon: string;
  units: { hours: string; minutes: string; seconds: string };
}

/** To make one takes longer than all else that writes an entry. By language and time zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** @returns a moment as the language writes it, in a time zone: `23 Nov 2026, 14:05` */
export function formatTime(unixSeconds: number, language: Language, timezone: string): string {
  const key = `${language} ${timezone}`;
  const format = formats.get(key) ?? newFormat(language, timezone);
  formats.set(key, format);
  return format.format(new Date(unixSeconds * 1000));
}

function newFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  const locale = { en: 'en-GB', fr: 'fr-FR' }[language];
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
}

/** @returns a whole number of seconds as people read it: `1 h 2 min`, `3 min 13 s`, `42 s`. */
export function formatDuration(seconds: number, texts: Texts): string {
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
