import { toE164 } from '../../domain/phone-number.ts';
import { CommandError } from '../command-error.ts';

/**
 * Reads a caller's number as people write it.
 * @param country ISO 3166-1 alpha-2, for a number that does not name its own
 * @returns E.164
 * @throws {CommandError} when it is none
 */
export function readNumber(written: string, country: string | null): string {
  if (country !== null && !/^[A-Za-z]{2}$/.test(country)) {
    throw new CommandError(`--country: "${country}" is not a country. Write its two letters, as FR.`, 2);
  }
  const e164 = toE164(written, country);
  if (e164 !== null) return e164;
  const remedy =
    country === null ? 'Write it with + and its country code, or add --country' : 'See that all digits are there';
  throw new CommandError(`"${written}" is not a phone number. ${remedy}: callthread forget "+33 6 39 98 12 34"`, 2);
}
