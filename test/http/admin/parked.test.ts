import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCallControl } from '../../../src/adapters/temporal/calls/call-control.ts';
import { connectTemporal } from '../../../src/adapters/temporal/connection/client.ts';
import { startClock } from '../../kit/process-clock.ts';
import { bodyOf } from '../../workflows/body-of.ts';
import { openStage, type Stage } from '../../workflows/stage.ts';
import { realHome } from '../../workflows/temporal-home.ts';
import { type AdminServed, serveAdmin } from './serve-admin.ts';

let stage: Stage;
let served: AdminServed;
beforeAll(async () => {
  stage = await openStage(
    'voicemail: { delay: 1s }\nlines: { "50001": { inbox: Nowhere } }\nai: { gather: 1s }\n',
    {},
    realHome,
  );
  served = await serveAdmin({ calls: createCallControl({ client: stage.client }) });
});
afterAll(async () => {
  await served.close();
  await stage.close();
});

async function park(callId: number): Promise<void> {
  await stage.deliver(await stage.now(bodyOf('a6-call.ended.inbound-answered'), callId, `+44 20 7946 ${callId}`));
  await stage.stateOf(callId, ({ state }) => state === 'parked');
}

describe('calls in a real Temporal', () => {
  it('are listed with their remedy, retried with another inbox, skipped, and shown as done', async () => {
    await park(5001);
    await park(5002);
    const listed = async () =>
      ((await served.get('/parked')).body['calls'] as Array<{ callId: number; failure: string; steps: unknown }>) ?? [];
    // Temporal's lists are a moment behind.
    await expect
      .poll(async () => (await listed()).map(({ callId }) => callId).toSorted((one, other) => one - other), {
        timeout: 120_000,
      })
      .toEqual([5001, 5002]);
    // A page waits two seconds for a worker's answer, and does without it.
    await expect
      .poll(async () => (await listed())[0])
      .toMatchObject({
        failure: 'FrontNotFound',
        line: expect.any(String),
        steps: [{ step: expect.any(String), remedy: expect.stringMatching(/\w/) }],
      });
    const shown = async () => (await served.get('/calls/5001')).body;
    await expect.poll(shown).toMatchObject({
      reached: true,
      progress: { running: true, shown: { state: 'parked' }, state: { callId: 5001, state: 'parked' } },
    });

    const inbox = stage.preferences.front.inbox;
    expect((await served.post('/calls/5001/retry', { inbox })).status).toBe(200);
    await stage.outcomeOf(5001);
    const done = { progress: { running: false, outcome: { state: 'done' }, state: { state: 'done' } } };
    const front = expect.stringMatching(/^https:\/\/app\.frontapp\.com\/open\/cnv_/);
    await expect.poll(shown).toMatchObject({ ...done, links: { front } });

    expect((await served.post('/calls/5001/retry', {})).status).toBe(409);
    expect((await served.post('/parked/skip', { ids: ['call-5001', 'call-5002'] })).body).toEqual({
      answered: 1,
      passedOver: 1,
      more: false,
    });
    await stage.outcomeOf(5002);
    await expect.poll(async () => (await served.get('/parked')).body['total'], { timeout: 120_000 }).toBe(0);
    expect((await served.post('/parked/retry', { all: true })).body).toEqual({
      answered: 0,
      passedOver: 0,
      more: false,
    });
    expect((await served.get('/calls/5999')).status).toBe(404);
  });

  it('include AI notes, which are retried as calls are', async () => {
    const { front, aircall } = stage;
    await park(5003);
    await served.post('/calls/5003/retry', { inbox: stage.preferences.front.inbox });
    await stage.outcomeOf(5003);
    aircall.state.notes.set(5003, { summary: 'The customer asked for an invoice.' });
    const fault = front.faults.add({ path: '/comments$', kind: 'status', status: 403 });
    await stage.deliver({
      event: 'summary.created',
      token: 'any',
      timestamp: 1_760_000_000,
      data: { id: 5, call_id: 5003 },
    });
    const listed = async () =>
      ((await served.get('/parked')).body['calls'] as Array<{ workflowId: string }>).map(
        ({ workflowId }) => workflowId,
      );
    await expect.poll(listed, { timeout: 120_000 }).toEqual(['ai-notes-5003']);
    front.faults.remove(fault);
    expect(await served.post('/parked/retry', { ids: await listed() })).toMatchObject({
      status: 200,
      body: { answered: 1, passedOver: 0 },
    });
    expect(await stage.client.workflow.getHandle('ai-notes-5003').result()).toMatchObject({ written: ['summary'] });
  });

  it('are answered with 503 in less than 5 s while it is away', async () => {
    const client = connectTemporal({ TEMPORAL_ADDRESS: '127.0.0.1:1' }, []);
    const alone = await serveAdmin({ calls: createCallControl({ client }) });
    const elapsedMs = startClock();
    expect((await alone.get('/parked')).body).toMatchObject({
      status: 503,
      detail: expect.stringContaining('TEMPORAL_ADDRESS'),
    });
    expect(elapsedMs()).toBeLessThan(5000);
    expect((await alone.get('/calls/1')).status).toBe(503);
    await alone.close();
    await client.connection.close();
  });
});
