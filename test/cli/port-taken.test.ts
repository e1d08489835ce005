import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { requiredVariables } from '../config/required-variables.ts';
import { runCommand } from '../e2e/run-command.ts';

it('names the variable of a port in use, without a stack trace', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
  });
  onTestFinished(() => void other.close());
  const environment = { ...requiredVariables, TEMPORAL_ADDRESS: '127.0.0.1:1', PORT: String(port) };
  const { code, stderr } = await runCommand(['api'], environment);
  expect(code).toBe(1);
  expect(stderr).toBe(
    `Port ${port} cannot be used (EADDRINUSE). Set PORT to another, or stop what is listening there.\n`,
  );
});
