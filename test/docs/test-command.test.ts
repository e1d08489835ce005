import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { readDocument } from './read-document.ts';

const readme = readDocument('README.md');

it('.ci/run runs the test command of README.md', () => {
  const run = runIn(readme);
  expect(run).toMatchObject({ status: 0, commands: ['ci', 'test'] });
  expect(readme).toContain('npm ci && npm test');
});

it('.ci/run fails when the tests fail', () => {
  expect(runIn(readme, { failing: 'test' })).toMatchObject({ status: 7, commands: ['ci', 'test'] });
  expect(runIn(readme, { failing: 'ci' })).toMatchObject({ status: 7, commands: ['ci'] });
});

it.each([
  ['begin', '<!-- test-command -->\n'],
  ['end', '<!-- /test-command -->\n'],
])('.ci/run fails loudly when the %s marker is missing', (_which, marker) => {
  const { status, stderr, commands } = runIn(readme.replace(marker, ''));
  expect({ status, commands }).toEqual({ status: 1, commands: [] });
  expect(stderr).toContain('<!-- test-command -->');
});

/** Runs a copy of it where `npm` only writes down what it is asked for. */
function runIn(text: string, { failing = 'nothing' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'callthread-ci-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const npm = `#!/bin/sh\necho "$1" >> "${folder}/commands"\n[ "$1" != ${failing} ] || exit 7\n`;
  mkdirSync(join(folder, '.ci'));
  mkdirSync(join(folder, 'bin'));
  copyFileSync(fileURLToPath(new URL('../../.ci/run', import.meta.url)), join(folder, '.ci/run'));
  writeFileSync(join(folder, 'README.md'), text);
  writeFileSync(join(folder, 'commands'), '');
  writeFileSync(join(folder, 'bin/npm'), npm);
  chmodSync(join(folder, 'bin/npm'), 0o755);
  const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}` };
  const { status, stderr } = spawnSync('bash', [join(folder, '.ci/run')], { env, encoding: 'utf8' });
  const commands = readFileSync(join(folder, 'commands'), 'utf8').split('\n').filter(Boolean);
  return { status, stderr, commands };
}
