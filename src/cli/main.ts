#!/usr/bin/env node
import { CommanderError } from 'commander';
import { ConfigError } from '../config/config-error.ts';
import { CommandError } from './command-error.ts';
import { createProgram } from './create-program.ts';

try {
  await createProgram().parseAsync();
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
