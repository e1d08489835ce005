#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config/config-error.ts';
import { addBackfillCommand } from './backfill-command.ts';
import { CommandError } from './command-error.ts';
import { addCompletionCommand } from './completion-command.ts';
import { addDemoCommand } from './demo-command.ts';
import { addDoctorCommand } from './doctor-command.ts';
import { addParkedCommands } from './parked-commands.ts';
import { addReconcileCommand } from './reconcile-command.ts';
import { addServiceCommands } from './service-commands.ts';
import { addStatusCommand } from './status-command.ts';
import { addVersionsCommand } from './versions-command.ts';
import { addWebhooksCommand } from './webhooks-command.ts';

const program = new Command('callthread')
  .description('Logs Aircall phone calls into Front, durably: each call is one Temporal workflow.')
  .exitOverride();
addServiceCommands(program);
addDoctorCommand(program);
addStatusCommand(program);
addWebhooksCommand(program);
addReconcileCommand(program);
addBackfillCommand(program);
addParkedCommands(program);
addVersionsCommand(program);
addDemoCommand(program);
addCompletionCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
  // What a person can mend is told without a stack; commander has told its own already.
  const plain = error instanceof ConfigError || error instanceof CommandError;
  if (!(error instanceof CommanderError)) console.error(plain ? error.message : error);
  // Whoever started the process is to see that it failed: Temporal's runtime alone would keep it alive.
  setTimeout(() => process.exit(), 1_000).unref();
}

/** 0: done; 1: failed; 2: called wrongly; 78: the configuration cannot be used. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandError) return error.exitCode;
  return error instanceof ConfigError ? 78 : 1;
}
