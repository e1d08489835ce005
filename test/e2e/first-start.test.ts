import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { spawnCallthread, startCallthread } from './service-process.ts';

const sound = {
  FRONT_API_TOKEN: 'eyJ0b2tlbiI6ImZyb250In0',
  AIRCALL_API_ID: 'aircall-id-1234',
  AIRCALL_API_TOKEN: 'aircall-token-1234',
  AIRCALL_WEBHOOK_TOKEN: 'aircall-webhook-token',
};

describe('callthread start with a wrong setting', () => {
  it.each([
    ['FRONT_API_TOKEN', { ...sound, FRONT_API_TOKEN: '' }, 'FRONT_API_TOKEN'],
    ['PORT', { ...sound, PORT: 'http' }, 'PORT'],
    ['TEMPORAL_ADDRESS', { ...sound, TEMPORAL_ADDRESS: 'http://localhost:7233' }, 'TEMPORAL_ADDRESS'],
    ['CALLTHREAD_CONFIG', { ...sound, CALLTHREAD_CONFIG: '/nowhere/callthread.yaml' }, 'CALLTHREAD_CONFIG'],
  ])('names %s and starts nothing', async (_name, environment, place) => {
    const process = spawnCallthread('start', environment);
    expect(await process.exited).toBe(78);
    expect(process.output()).toContain(place);
    expect(process.output()).not.toContain('aircall-token-1234');
    expect(process.output()).not.toMatch(/\n\s+at /);
  });
});

describe('the first start', () => {
  it('creates a database that only its user can read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'callthread-first-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    // Nothing listens there: it starts all the same.
    const environment = { ...sound, CALLTHREAD_DATA: folder, TEMPORAL_ADDRESS: '127.0.0.1:9' };
    const service = await startCallthread('start', environment);
    onTestFinished(async () => void (await service.stop('SIGKILL')));
    expect((await readdir(folder)).filter((name) => !name.includes('lock'))).toEqual(['ledger']);
    expect((await stat(join(folder, 'ledger'))).mode & 0o077).toBe(0);
  });
});
