import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const file = new URL('../../../simulators/postgres/real-postgres.ts', import.meta.url).href;

it.each([3, 0])('leaves exit code %i as it is: a red run must not look green, nor a green one red', async (code) => {
  const script = `
    process.exitCode = ${code};
    const { startRealPostgres } = await import(${JSON.stringify(file)});
    await (await startRealPostgres()).stop();
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script]);
  expect(await once(child, 'exit')).toEqual([code, null]);
});
