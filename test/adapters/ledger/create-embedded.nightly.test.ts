import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { holdLedger } from './hold-ledger.ts';

it('creates the database with its parent folders where the build has put none, and frees the memory that takes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-embedded-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { peakMegabytes } = await holdLedger(join(folder, 'not', 'yet'));
  // initdb alone takes 500 MB more.
  expect(peakMegabytes).toBeLessThan(600);
  expect(peakMegabytes).toBeGreaterThan(50);
});
