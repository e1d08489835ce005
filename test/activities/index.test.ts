import { expect, it } from 'vitest';
import { createFrontClient } from '../../src/adapters/front/client.ts';
import { createRateLimiter } from '../../src/adapters/front/rate-limiter.ts';
import { aCall } from '../fixtures/a-call.ts';
import { openStage, preferences } from './stage.ts';

it('fetches a call as Aircall has it now', async () => {
  const stage = await openStage();
  const script = { direction: 'inbound', caller: '+44 20 7946 0900', line: 50001, agent: 70001 } as const;
  const callId = await stage.aircall.play({ ...script, ringSeconds: 1, talkSeconds: 5 });
  await stage.aircall.settled();
  const nowSeconds = Math.floor(Date.now() / 1000);
  const fetched = await stage.attempt('fetchCall', { callId });
  expect(fetched).toMatchObject({
    status: 'found',
    event: {
      name: 'fetched',
      call: { id: callId, caller: { kind: 'number', e164: '+442079460900' }, agent: { name: 'Anna Agent' } },
    },
  });
  expect(fetched.status === 'found' && fetched.event.saidAtSeconds).toBeGreaterThanOrEqual(nowSeconds);
  expect(stage.aircall.journal.entries.map(({ path }) => path)).toEqual([`/v1/calls/${callId}`]);
});

it('resolves the settings of a line without a request', async () => {
  const lines = { '50001': { name: 'Londres' }, '+442079460101': { inbox: 'Sales' } };
  const stage = await openStage({ deps: { preferences: { ...preferences, lines } } });
  const { line } = aCall();
  const own = await stage.attempt('settingsOfLine', { line });
  expect(own).toEqual({ log: true, inbox: 'Sales', lineName: 'Londres' });
  const other = await stage.attempt('settingsOfLine', { line: { ...line, id: 50_002, e164: null } });
  expect(other).toEqual({ log: true, inbox: 'Aircall Phone', lineName: 'Support UK' });
  expect([stage.front.journal.entries, stage.aircall.journal.entries]).toEqual([[], []]);
});

it('reserves requests in the rate limiter and sends none', async () => {
  const rateLimiter = createRateLimiter({ perMinute: 1000, workers: () => 1 });
  const front = createFrontClient({ apiUrl: 'http://127.0.0.1:9', apiToken: 'never sent', rateLimiter });
  const stage = await openStage({ deps: { front } });
  await stage.attempt('reserveRequests', { requests: 3 });
  expect(rateLimiter.shareLeft()).toBe(0.997);
});
