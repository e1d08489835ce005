import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const file = new URL('../../../simulators/postgres/real-postgres.ts', import.meta.url).href;

it('leaves the exit code as it is: a red run must not look green', async () => {
  const script = `
    process.exitCode = 3;
    const { startRealPostgres } = await import(${JSON.stringify(file)});
    await (await startRealPostgres()).stop();
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script]);
  expect(await once(child, 'exit')).toEqual([3, null]);
});
