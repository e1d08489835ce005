import { z } from 'zod';
import { closestWord } from './closest-word.ts';

/** IANA names with a summer time that PostgreSQL takes for abbreviations, which have none. */
const placeOf: Record<string, string> = {
  CET: 'Europe/Paris',
  MET: 'Europe/Berlin',
  EET: 'Europe/Athens',
  WET: 'Europe/Lisbon',
};

/** An IANA time zone that this Node knows. Offsets such as +02:00 are refused: they have no summer time. */
export const TimeZone = z
  .string({ error: 'is not a time zone. Write an IANA name, for example Europe/Paris.' })
  .trim()
  .superRefine((name, context) => {
    const place = placeOf[name.toUpperCase()];
    if (place !== undefined) {
      context.addIssue({
        code: 'custom',
        message: `has no summer time in PostgreSQL. Write a place, for example ${place}.`,
      });
      return;
    }
    if (isTimeZone(name)) return;
    const meant = closestWord(name, Intl.supportedValuesOf('timeZone'));
    const remedy = meant ? `Did you mean ${meant}?` : 'Write an IANA name, for example Europe/Paris.';
    context.addIssue({ code: 'custom', message: `is not a time zone. ${remedy}` });
  });

function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
