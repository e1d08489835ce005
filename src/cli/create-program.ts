import { Command } from 'commander';
import { addBackfillCommand } from './backfill-command.ts';
import { addCompletionCommand } from './completion-command.ts';
import { addDemoCommand } from './demo-command.ts';
import { addDoctorCommand } from './doctor-command.ts';
import { addForgetCommand } from './forget-command.ts';
import { packageVersion } from './package-version.ts';
import { addParkedCommands } from './parked-commands.ts';
import { addReconcileCommand } from './reconcile-command.ts';
import { addServiceCommands } from './service-commands.ts';
import { addStatusCommand } from './status-command.ts';
import { addVersionsCommand } from './versions-command.ts';
import { addWebhooksCommand } from './webhooks-command.ts';

const examples = `
Examples:
  callthread doctor
  callthread start
  callthread retry --help

Exit codes: 0 done; 1 failed; 2 called wrongly; 78 the configuration cannot be used; 130 ended by a second signal.`;

/** @returns `callthread` with all its commands; one that ends, or is called wrongly, throws a CommanderError */
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
