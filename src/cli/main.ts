#!/usr/bin/env node
import { Command } from 'commander';
import { ConfigError } from '../config/config-error.ts';
import { addDemoCommand } from './demo-command.ts';
import { addServiceCommands } from './service-commands.ts';

const program = new Command('callthread').description(
  'Logs Aircall phone calls into Front, durably: each call is one Temporal workflow.',
);
addServiceCommands(program);
addDemoCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  // What a person can mend is told without a stack.
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = error instanceof ConfigError ? 78 : 1;
}
