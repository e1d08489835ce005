#!/usr/bin/env node
import './limit-memory.ts';
import { runProgram } from './program.ts';

const code = await runProgram(process.argv.slice(2));
if (code !== 0) {
  process.exitCode = code;
  // Temporal's runtime would keep the process alive after the failure.
  setTimeout(() => process.exit(), 1_000).unref();
}
