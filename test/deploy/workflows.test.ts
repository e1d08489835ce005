import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { readDocument } from '../docs/read-document.ts';
import { findTool } from './find-tools.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const workflows = readdirSync(new URL('../../.github/workflows', import.meta.url));

it('the GitHub workflows pass actionlint', async () => {
  const { stdout } = await run(await findTool('actionlint'), ['-no-color'], { cwd: root }).catch((error: unknown) => {
    throw new Error((error as { stdout: string }).stdout, { cause: error });
  });
  expect(stdout).toBe('');
});

it.each(workflows)('%s pins every action to a commit and names its version', (file) => {
  const uses = readDocument(`.github/workflows/${file}`).match(/uses: .+/g) ?? [];
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d/.test(line))).toEqual([]);
});
