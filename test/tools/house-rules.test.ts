import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findViolations, type Violation } from '../../tools/house-rules.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'house-'));
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** Files of one export and 30 lines, the second of which is `comment`. */
async function writeFiles(count: number, folder: string, comment = '// A comment.'): Promise<void> {
  for (let n = 1; n <= count; n += 1) {
    await write(`${folder}/file-${n}.ts`, `export const value = ${n};\n${comment}\n${'\n'.repeat(28)}`);
  }
}

function placesOf(rule: Violation['rule']): string[] {
  return findViolations(root)
    .filter((each) => each.rule === rule)
    .map(({ place }) => place);
}

it('accepts full folders, long files and deep ones', async () => {
  await writeFiles(12, 'src/domain');
  await writeFiles(14, 'src/web/plugin');
  await writeFiles(40, 'test/domain');
  await write('workflows/call.ts', '\n'.repeat(300));
  await write('src/domain/README.md', 'No source file.');
  expect(findViolations(root)).toEqual([]);
});

it('reports a crowded folder, with the limit', async () => {
  await writeFiles(13, 'src/domain');
  await writeFiles(15, 'src/web/plugin');
  const [domain, plugin, ...others] = findViolations(root);
  expect(others).toEqual([]);
  expect(domain).toMatchObject({ place: 'src/domain', problem: expect.stringContaining('limit is 12') as string });
  expect(plugin).toMatchObject({ place: 'src/web/plugin', problem: expect.stringContaining('limit is 14') as string });
});

it('reports a long file', async () => {
  await write('activities/contract.ts', '\n'.repeat(301));
  expect(placesOf('lines')).toEqual(['activities/contract.ts']);
});

it('reports too many files', async () => {
  for (let n = 1; n <= 30; n += 1) await writeFiles(11, `src/topic-${n}`);
  expect(findViolations(root)).toEqual([]);
  await writeFiles(1, 'workflows');
  expect(placesOf('files')).toEqual(['src, workflows, activities']);
});

it('reports shallow files, and names the shallowest folder', async () => {
  await writeFiles(1, 'workflows');
  await write('src/domain/call.ts', 'export const one = 1;\nexport interface Two {}\nexport { one as three };\n');
  expect(findViolations(root)).toMatchObject([
    { rule: 'exports', remedy: expect.stringContaining('The shallowest: src/domain (1),') as string },
  ]);
});

it('reports a banned word in a comment with its line, in tests too', async () => {
  await writeFiles(1, 'test/domain', '/* A\n * Nobody was told. */');
  expect(placesOf('banned word')).toEqual(['test/domain/file-1.ts:3', 'test/domain/file-1.ts:3']);
});

it('looks for banned words only in comments', async () => {
  await writeFiles(1, 'src/domain', "const told = `// nobody`; void told; void 'mend'; void /whoever/;");
  expect(findViolations(root)).toEqual([]);
});

it('reports too many marker words', async () => {
  const text = 'word '.repeat(665);
  await writeFiles(1, 'src/domain', `// ${text} stands`);
  expect(placesOf('markers')).toEqual(['src, workflows, activities']);
  await writeFiles(1, 'workflows', '// One word more');
  expect(placesOf('markers')).toEqual([]);
});

it('fails for a file that cannot be parsed', async () => {
  await write('src/broken.ts', 'export const = 1;\n');
  expect(() => findViolations(root)).toThrow('src/broken.ts');
});
