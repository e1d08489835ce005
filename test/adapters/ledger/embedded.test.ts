import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { placeEmptyPglite } from '../../../simulators/postgres/place-empty-pglite.ts';
import { LedgerRefused } from '../../../src/adapters/ledger/errors.ts';
import { lockFolder } from '../../../src/adapters/ledger/folder-lock.ts';
import { openLedger } from '../../../src/adapters/ledger/open.ts';
import { aLedgerCall } from './a-ledger-call.ts';
import { compileOnce } from './compile-once.ts';
import { holdLedger } from './hold-ledger.ts';

compileOnce();

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-embedded-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A data folder with an empty database in it, which spares a test PGlite's long first start. */
async function aDataFolder(): Promise<string> {
  const folder = await aFolder();
  await placeEmptyPglite(join(folder, 'ledger'));
  return folder;
}

it('keeps the calls of a dead process, and names a living one that has it open', async () => {
  const dataFolder = await aDataFolder();
  const other = await holdLedger(dataFolder);
  const refused = await openLedger({ databaseUrl: null, dataFolder }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(LedgerRefused);
  expect((refused as Error).message).toMatch(new RegExp(`open in the process ${other.pid},.*DATABASE_URL`));
  await other.kill();
  const ledger = await openLedger({ databaseUrl: null, dataFolder });
  expect(await ledger.find(aLedgerCall().id)).toEqual(aLedgerCall());
  await ledger.close();
  expect(await readdir(dataFolder)).toEqual(['ledger']);
});

it('names an unusable folder and a remedy', async () => {
  const folder = await aFolder();
  await writeFile(join(folder, 'ledger'), 'a file');
  const inFile = openLedger({ databaseUrl: null, dataFolder: join(folder, 'ledger') });
  await expect(inFile).rejects.toThrow(/CALLTHREAD_DATA.*DATABASE_URL/);
});

it('opens only once in the same process, reports files that are not a database, and releases the folder', async () => {
  const dataFolder = await aDataFolder();
  const ledger = await openLedger({ databaseUrl: null, dataFolder });
  await expect(openLedger({ databaseUrl: null, dataFolder })).rejects.toThrow(/DATABASE_URL/);
  expect(await ledger.find(1)).toBeNull();
  await ledger.close();
  await writeFile(join(dataFolder, 'ledger', 'PG_VERSION'), '9.6\n');
  for (const _again of [1, 2]) {
    await expect(openLedger({ databaseUrl: null, dataFolder })).rejects.toThrow(/cannot be opened.*DATABASE_URL/);
  }
});

it('gives the folder lock to one of many processes, even after a holder died', async () => {
  const folder = join(await aFolder(), 'ledger');
  const dead = JSON.stringify({ pid: process.pid, host: hostname(), mark: 'an earlier process with this id' });
  for (const left of [undefined, ...Array.from({ length: 20 }, () => dead)]) {
    if (left !== undefined) await writeFile(`${folder}.lock-left`, left);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    const holders = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(holders).toHaveLength(1);
    for (const release of holders) await release();
    expect(await readdir(join(folder, '..'))).toEqual([]);
  }
});

it.each([
  ['another container', JSON.stringify({ pid: 1, host: 'elsewhere', mark: '7' }), /container elsewhere/],
  ['a process that is still writing its name', '', /starting/],
])('leaves the folder to %s while it shows signs of life', async (_whom, holder, message) => {
  const folder = join(await aFolder(), 'ledger');
  await writeFile(`${folder}.lock-other`, holder);
  await expect(lockFolder(folder)).rejects.toThrow(message);
  const silentSince = new Date(Date.now() - 31_000);
  await utimes(`${folder}.lock-other`, silentSince, silentSince);
  const release = await lockFolder(folder);
  await release();
});
