import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { holdLock } from '../../../simulators/programs/hold-lock.ts';

const ignore = () => undefined;

async function lockPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'sub', 'it.lock');
}

test('only one holder works at a time, and one that fails releases the lock', async () => {
  const path = await lockPath();
  let working = 0;
  const work = async (fails: boolean) => {
    working += 1;
    expect(working).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    working -= 1;
    if (fails) throw new Error('failed');
  };
  const results = await Promise.allSettled(
    [true, false, true, false].map((fails) => holdLock(path, ignore, () => work(fails))),
  );
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
  expect(existsSync(path)).toBe(false);
});

test('a lock left by a dead holder is taken over', async () => {
  const path = await lockPath();
  await holdLock(path, ignore, () => Promise.resolve());
  await writeFile(path, '');
  const longAgo = Date.now() / 1000 - 60;
  await utimes(path, longAgo, longAgo);
  expect(await holdLock(path, ignore, () => Promise.resolve('mine'))).toBe('mine');
});
