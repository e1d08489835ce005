import { z } from 'zod';
import { closestWord } from './closest-word.ts';

/** An IANA time zone that this Node knows. Offsets such as +02:00 are refused: they have no summer time. */
export const TimeZone = z
  .string({ error: 'is not a time zone. Write an IANA name, for example Europe/Paris.' })
  .trim()
  .superRefine((name, context) => {
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
