import { describe, expect, it } from 'vitest';
import { spawnCallthread } from './service-process.ts';

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
  ])('%s: says so and starts nothing', async (_name, environment, place) => {
    const process = spawnCallthread('start', environment);
    expect(await process.exited).toBe(78);
    expect(process.output()).toContain(place);
    expect(process.output()).not.toContain('aircall-token-1234');
    expect(process.output()).not.toMatch(/\n\s+at /);
  });
});
