import { z } from 'zod';

const wholeNumber = 'expected a whole number, in digits, from 1 to 9007199254740991';
/** Milliseconds by mistake would be beyond this (the year 9999). */
const latestSeconds = 253_402_300_799;

/**
 * Ids are numbers in most places of Aircall's API and digits in a string in some. JSON.parse rounds what is beyond
 * 2^53, and a rounded id would be another call's: it is refused.
 */
export const Id = z
  .union(
    [
      z.int().positive(),
      z
        .string()
        .regex(/^[1-9]\d{0,15}$/)
        .transform(Number),
    ],
    {
      error: wholeNumber,
    },
  )
  .refine(Number.isSafeInteger, { error: wholeNumber });

/** UNIX seconds. */
export const Seconds = z
  .union(
    [
      z.int().nonnegative(),
      z
        .string()
        .regex(/^\d{1,12}$/)
        .transform(Number),
    ],
    { error: 'expected UNIX seconds' },
  )
  .refine((seconds) => seconds <= latestSeconds, { error: 'expected UNIX seconds' });

/**
 * When a webhook's body was built. Aircall documents UNIX seconds; other families of its events have milliseconds,
 * fractions and ISO 8601. Gives whole UNIX seconds.
 */
export const Timestamp = z
  .union([z.number(), z.string()], { error: 'expected a time' })
  .transform((time) => toSeconds(time))
  .refine((seconds) => seconds >= 0 && seconds <= latestSeconds, { error: 'expected a time' });

function toSeconds(time: number | string): number {
  const number = typeof time === 'string' && /^\d{1,15}(?:\.\d+)?$/.test(time) ? Number(time) : time;
  if (typeof number === 'number') return Math.floor(number > latestSeconds ? number / 1000 : number);
  const [, iso, zone = 'Z'] = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*?)(Z| ?[+-]\d\d:?\d\d| ?UTC)?$/i.exec(number) ?? [];
  return Math.floor(Date.parse(`${iso}${zone}`) / 1000);
}

/** Text without what no database or URL can hold: NUL and halves of surrogate pairs. Null, absent and blank are alike. */
export const Text = z
  .string()
  .nullish()
  .transform((text) => text?.replaceAll('\0', '').toWellFormed().trim() || null);
