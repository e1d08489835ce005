import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transform } from '@swc/core';
import { expect, onTestFinished, test, vi } from 'vitest';
import { spawnTied } from '../../../simulators/programs/spawn-tied.ts';

test('reports how the program ended and its last lines', async () => {
  const { ended } = spawnTied('/bin/sh', ['-c', 'for i in $(seq 30); do echo "line $i"; done; echo oh >&2; exit 4']);
  const { how, lastLines } = await ended;
  expect(how).toBe('exit code 4');
  expect(lastLines.split('\n')).toHaveLength(20);
  expect(lastLines).toContain('oh');
});

test('of a Go program that crashes, the last lines say why, and leave out the trace', async () => {
  const said = 'bind: address already in use\npanic: invalid memory address\n[signal SIGSEGV]\n';
  const script =
    'printf "$0"; echo "goroutine 1 [running]:"; for i in $(seq 30); do echo "main.go:$i"; sleep 0.01; done; exit 2';
  const { ended } = spawnTied('/bin/sh', ['-c', script, said]);
  expect(await ended).toEqual({ how: 'exit code 2', lastLines: said.trim() });
});

test('a signal reaches the program and its children, and a late one does nothing', async () => {
  const tied = spawnTied('/bin/sh', ['-c', 'sleep 1000 & echo $!; wait']);
  const [grandchild] = (await once(tied.child.stdout ?? tied.child, 'data')) as [Buffer];
  tied.kill('SIGTERM');
  expect((await tied.ended).how).toBe('SIGTERM');
  await vi.waitUntil(() => !isAlive(Number(grandchild)), 120_000);
  tied.kill('SIGTERM');
});

test('ends when its parent is killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-tied-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const source = await readFile(new URL('../../../simulators/programs/spawn-tied.ts', import.meta.url), 'utf8');
  const { code } = await transform(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } });
  await writeFile(join(folder, 'spawn-tied.mjs'), code);
  const script = `import { spawnTied } from './spawn-tied.mjs'; console.log(spawnTied('sleep', ['1000']).child.pid);`;
  await writeFile(join(folder, 'parent.mjs'), script);
  const parent = spawn(process.execPath, [join(folder, 'parent.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line);
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitUntil(() => !isAlive(pid), 120_000);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
