import type { Command } from 'commander';
import { isCountry, toE164 } from '../../domain/phone-number.ts';
import { CommandError } from '../terminal/errors.ts';

interface Flags {
  country?: string;
  dryRun: boolean;
  yes: boolean;
}

const examples = `
Erases the caller's name and number from the table of calls and deletes the caller's closed histories in Temporal. Lists
what Front and Aircall hold. Erased calls are not logged again. Running workflows are left alone and listed.

Examples:
  callthread forget "+33 6 39 98 12 34" --dry-run
  callthread forget +33639981234
  callthread forget "06 39 98 12 34" --country FR --yes

Exit codes: 0 nothing of the caller is left, or a dry run; 1 something is left (it is listed), or it failed; 2 usage error;
78 invalid configuration.`;

/** `callthread forget`: erases a caller (GDPR, article 17). */
export function addForgetCommand(program: Command): void {
  program
    .command('forget')
    .description('erase a caller from the table of calls and from Temporal; list what Front and Aircall hold')
    .argument('<number>', "the caller's phone number")
    .option('--country <code>', 'the country of a number without a country code, such as FR')
    .option('--dry-run', 'show what would be erased, and erase nothing', false)
    .option('--yes', 'do not ask first', false)
    .addHelpText('after', examples)
    .action(async (number: string, { country, ...flags }: Flags) => {
      // Loaded on demand: no other command needs the database.
      const { runForget } = await import('../forget/run-forget.ts');
      process.exitCode = (await runForget(readNumber(number, country ?? null), flags)) ? 0 : 1;
    });
}

/**
 * Reads a caller's number as people write it.
 * @param country ISO 3166-1 alpha-2, for a number that does not name its own
 * @returns E.164
 * @throws {CommandError} when it is none
 */
export function readNumber(written: string, country: string | null): string {
  if (country !== null && !isCountry(country)) {
    throw new CommandError(`--country: "${country}" is not a known country. Write its two letters, as FR.`, 2);
  }
  const e164 = toE164(written, country);
  if (e164 !== null) return e164;
  const remedy =
    country === null ? 'Write it with + and its country code, or add --country' : 'See that all digits are there';
  throw new CommandError(`"${written}" is not a phone number. ${remedy}: callthread forget "+33 6 39 98 12 34"`, 2);
}
