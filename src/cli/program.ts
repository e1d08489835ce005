import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config/problems.ts';
import { packageVersion } from '../service/package-version.ts';
import { StartError } from '../service/start-error.ts';
import { addBackfillCommand } from './commands/backfill.ts';
import { addCompletionCommand } from './commands/completion.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addForgetCommand } from './commands/forget.ts';
import { addParkedCommands } from './commands/parked.ts';
import { addReconcileCommand } from './commands/reconcile.ts';
import { addServiceCommands } from './commands/start.ts';
import { addStatusCommand } from './commands/status.ts';
import { addVersionsCommand } from './commands/versions.ts';
import { addWebhooksCommand } from './commands/webhooks.ts';
import { CommandError } from './terminal/errors.ts';

const examples = `
Examples:
  callthread doctor
  callthread start
  callthread retry --help

Exit codes: 0 done; 1 failed; 2 usage error; 78 invalid configuration; 130 killed by a second signal.`;

/** @returns `callthread` with all its commands; it throws a CommanderError for --help, --version and usage errors */
export function createProgram(): Command {
  const program = new Command('callthread')
    .description('Logs Aircall phone calls into Front, durably: each call is one Temporal workflow.')
    .version(packageVersion(), '--version', 'show the version')
    .addHelpText('after', examples)
    .exitOverride();
  addServiceCommands(program);
  addDoctorCommand(program);
  addStatusCommand(program);
  addWebhooksCommand(program);
  addReconcileCommand(program);
  addBackfillCommand(program);
  addParkedCommands(program);
  addForgetCommand(program);
  addVersionsCommand(program);
  addDemoCommand(program);
  addCompletionCommand(program);
  return program;
}

/**
 * Runs `callthread <args>` and prints its errors.
 * @returns 0, or the exit code of the error that ended it; a command that fails without one sets `process.exitCode`
 */
export async function runProgram(args: string[]): Promise<number> {
  try {
    await createProgram().parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    // A stack would not help with these errors; commander has printed its own already.
    const plain = error instanceof ConfigError || error instanceof CommandError || error instanceof StartError;
    if (!(error instanceof CommanderError)) console.error(plain ? error.message : error);
    return exitCodeOf(error);
  }
}

/** 0: done; 1: failed; 2: usage error; 78: the configuration is invalid. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandError) return error.exitCode;
  return error instanceof ConfigError ? 78 : 1;
}
