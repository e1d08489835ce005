#!/usr/bin/env node
import './limit-memory.ts';
import { CommanderError } from 'commander';
import { ConfigError } from '../config/problems.ts';
import { StartError } from '../service/start-error.ts';
import { createProgram } from './program.ts';
import { CommandError } from './terminal/errors.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
  // A stack would not help with these errors; commander has printed its own already.
  const plain = error instanceof ConfigError || error instanceof CommandError || error instanceof StartError;
  if (!(error instanceof CommanderError)) console.error(plain ? error.message : error);
  // Temporal's runtime would keep the process alive after the failure.
  setTimeout(() => process.exit(), 1_000).unref();
}

/** 0: done; 1: failed; 2: usage error; 78: the configuration is invalid. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandError) return error.exitCode;
  return error instanceof ConfigError ? 78 : 1;
}
