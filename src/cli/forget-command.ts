import type { Command } from 'commander';
import { readNumber } from './forget/read-number.ts';

interface Flags {
  country?: string;
  dryRun: boolean;
  yes: boolean;
}

const examples = `
Erases who the caller was from the table of calls, and deletes the caller's closed histories in Temporal; lists what lies in Front and
Aircall. Erased calls are not logged again. A run that is under way is left, and told of.

Examples:
  callthread forget "+33 6 39 98 12 34" --dry-run
  callthread forget +33639981234
  callthread forget "06 39 98 12 34" --country FR --yes

Exit codes: 0 nothing of the caller is left, or it was a dry run; 1 something is left, and said, or it failed; 2 called wrongly;
78 the configuration cannot be used.`;

/** `callthread forget`: erases a caller, as a person may ask for (GDPR, article 17). */
export function addForgetCommand(program: Command): void {
  program
    .command('forget')
    .description('erase a caller from the table of calls and from Temporal, and list what lies in Front and Aircall')
    .argument('<number>', "the caller's phone number")
    .option('--country <code>', 'the country of a number that does not name its own, as FR')
    .option('--dry-run', 'say what there is, and erase nothing', false)
    .option('--yes', 'do not ask first', false)
    .addHelpText('after', examples)
    .action(async (number: string, { country, ...flags }: Flags) => {
      // Loaded here alone: the other commands need no database.
      const { runForget } = await import('./forget/run-forget.ts');
      process.exitCode = (await runForget(readNumber(number, country ?? null), flags)) ? 0 : 1;
    });
}
