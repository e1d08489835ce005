import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const file = new URL('../../../simulators/postgres/load-embedded-postgres.ts', import.meta.url).href;

it('leaves the exit code of a process as it is: a red run must not look green', async () => {
  const script = `process.exitCode = 3; await (await import(${JSON.stringify(file)})).loadEmbeddedPostgres();`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script]);
  expect(await once(child, 'exit')).toEqual([3, null]);
});
