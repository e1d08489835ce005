import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { lockFolder } from '../../../src/adapters/ledger/folder-lock.ts';
import { checkDatabase } from '../../../src/cli/doctor/service-checks.ts';

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-doctor-'));
  onTestFinished(async () => await rm(folder, { recursive: true, force: true }));
  return folder;
}

it('names the process that has the embedded database open, without disturbing it', async () => {
  const dataDir = await newFolder();
  await mkdir(join(dataDir, 'ledger'));
  const giveBack = await lockFolder(join(dataDir, 'ledger'));
  const finding = await checkDatabase({ url: null, dataDir });
  expect(finding).toMatchObject({ level: 'ok', check: 'CALLTHREAD_DATA' });
  expect(finding.found).toMatch(new RegExp(`, open in the process ${process.pid}$`));
  expect(await readdir(dataDir)).toHaveLength(2);
  await giveBack();
});

it('does not create a missing folder', async () => {
  const folder = await newFolder();
  expect(await checkDatabase({ url: null, dataDir: join(folder, 'data') })).toMatchObject({ level: 'ok' });
  expect(await readdir(folder)).toEqual([]);
});
