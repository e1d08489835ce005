import { vi } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';
import type { CommandRun } from '../e2e/run-command.ts';

/**
 * Runs `callthread <args>` in this process, which spares a second a command: for commands that fail or answer at once.
 * @param environment all of it
 */
export async function runInProcess(args: string[], environment: Record<string, string>): Promise<CommandRun> {
  const written = { stdout: '', stderr: '' };
  const into = (name: 'stdout' | 'stderr') => (chunk: string | Uint8Array) => {
    written[name] += chunk.toString();
    return true;
  };
  const mocks = [
    vi.spyOn(process.stdout, 'write').mockImplementation(into('stdout')),
    vi.spyOn(process.stderr, 'write').mockImplementation(into('stderr')),
    vi.spyOn(console, 'log').mockImplementation((text: unknown) => into('stdout')(`${String(text)}\n`)),
    vi.spyOn(console, 'error').mockImplementation((text: unknown) => into('stderr')(`${String(text)}\n`)),
    vi.spyOn(process, 'env', 'get').mockReturnValue(environment),
  ];
  try {
    const code = await runProgram(args);
    return { code, ...written };
  } finally {
    for (const mock of mocks) mock.mockRestore();
  }
}
