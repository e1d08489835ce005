import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callWorkflowId } from '../../src/domain/ids.ts';
import { type ReconcileInput, type ReconcileOutcome, reconcileType } from '../../workflows/messages.ts';
import { keepGolden, replay } from '../replay/golden.ts';
import { playPastCall } from './play-past-call.ts';
import { openStage, type Stage, webhookUrl } from './stage.ts';
import { realHome } from './temporal-home.ts';

let stage: Stage;
let runs = 0;
beforeAll(async () => {
  stage = await openStage('voicemail: { delay: 1s }\nlines: { "50002": { log: false } }\n', {}, realHome);
});
afterAll(() => stage.close());

const now = (): number => Math.floor(Date.now() / 1000);
const ago = (minutes: number): number => now() - minutes * 60;
const lastHour = () => ({ fromSeconds: ago(60), toSeconds: now() });
const around = (seconds: number) => ({ fromSeconds: seconds - 60, toSeconds: seconds + 60 });

async function reconcile(input: ReconcileInput, golden?: string): Promise<ReconcileOutcome> {
  runs += 1;
  const handle = await stage.client.workflow.start(reconcileType, {
    workflowId: `reconcile-test-${runs}`,
    taskQueue: 'stage',
    args: [input],
  });
  const outcome = (await handle.result()) as ReconcileOutcome;
  const history = await handle.fetchHistory();
  await replay(history, handle.workflowId);
  if (golden !== undefined) await keepGolden(golden, history);
  return outcome;
}

describe('reconcile', () => {
  it('starts each call that Temporal does not know, once, and no other', async () => {
    const startedAtSeconds = ago(30);
    const recording = { availableAfterMs: 0 };
    const answered = { agent: 70001, talkSeconds: 60, recording };
    const missing = await Promise.all([
      playPastCall(stage.aircall, { startedAtSeconds, caller: '+44 20 7946 5001', ...answered }),
      playPastCall(stage.aircall, {
        startedAtSeconds,
        caller: '+44 20 7946 5002',
        voicemail: { availableAfterMs: 60_000 },
      }),
      playPastCall(stage.aircall, { startedAtSeconds, caller: 'anonymous' }),
    ]);
    await playPastCall(stage.aircall, { startedAtSeconds, line: 50002 });
    const going = await stage.aircall.play({
      direction: 'inbound',
      caller: '+44 20 7946 5003',
      line: 50001,
      ringSeconds: 900_000,
      startedAtSeconds,
    });
    const first = await reconcile({ period: lastHour() }, 'reconcile');
    expect(first.counts).toEqual({
      total: 5,
      seen: 5,
      started: 3,
      known: 0,
      notEnded: 1,
      unwanted: 1,
      unreadable: 0,
    });
    expect(new Set(first.startedIds)).toEqual(new Set(missing));
    const outcomes = await Promise.all(missing.map((id) => stage.outcomeOf(id)));
    expect(outcomes.map(({ qualification }) => qualification)).toEqual(['inbound-answered', 'voicemail', 'missed']);
    expect(stage.conversationOf('+442079465002').messages.map(({ externalId }) => externalId)).toEqual([
      `aircall-${missing[1]}-call`,
      `aircall-${missing[1]}-voicemail`,
    ]);
    const [history] = [await stage.client.workflow.getHandle(callWorkflowId(missing[0] ?? 0)).fetchHistory()];
    await keepGolden('found-by-reconcile', history);

    const second = await reconcile({ period: lastHour() });
    expect(second).toMatchObject({ counts: { seen: 5, started: 0, known: 3 }, startedIds: [] });
    stage.aircall.state.calls.delete(going);
  });

  it('leaves a running call alone', async () => {
    const startedAtSeconds = ago(20);
    const period = around(startedAtSeconds);
    const id = await playPastCall(stage.aircall, { startedAtSeconds, caller: '+44 20 7946 5004' });
    await stage.deliver(stage.aircall.eventBody(id, 'call.hungup'));
    await stage.stateOf(id, ({ waitingFor }) => waitingFor.includes('call.ended'));
    const outcome = await reconcile({ period });
    expect(outcome.counts).toMatchObject({ seen: 1, started: 0, known: 1 });
    const handle = stage.client.workflow.getHandle(callWorkflowId(id));
    const { events } = await handle.fetchHistory();
    expect(events?.filter(({ workflowExecutionSignaledEventAttributes: signal }) => signal != null)).toHaveLength(1);
    await handle.terminate();
    expect((await reconcile({ period })).counts).toMatchObject({ started: 1, known: 0 });
    expect(await stage.outcomeOf(id)).toMatchObject({ state: 'done' });
    expect((await reconcile({ period })).counts).toMatchObject({ started: 0, known: 1 });
  });

  it('fills a new ledger with the calls logged before', async () => {
    const caller = '+44 20 7946 5005';
    const startedAtSeconds = ago(15);
    const period = around(startedAtSeconds);
    const id = await playPastCall(stage.aircall, { startedAtSeconds, caller });
    await stage.deliver(stage.aircall.eventBody(id, 'call.ended'));
    const { thread } = await stage.outcomeOf(id);
    const [before] = stage.recordedOf(id);
    stage.loseLedger();
    expect((await reconcile({ period })).counts).toMatchObject({ started: 0, known: 1 });
    expect(stage.recordedOf(id)).toMatchObject([{ state: 'logged', conversationId: thread?.conversationId }]);
    expect(stage.recordedOf(id)[0]?.loggedAtSeconds).toBe(before?.loggedAtSeconds);
    await reconcile({ period });
    expect(stage.recordedOf(id)).toHaveLength(1);
  });

  it('waits while Aircall reports that its limit is reached, then continues', async () => {
    stage.aircall.faults.add({
      path: '^/v1/calls$',
      times: 1,
      kind: 'status',
      status: 429,
      headers: { 'X-AircallApi-Reset': String(now() + 1) },
    });
    await expect(reconcile({ period: lastHour() })).resolves.toMatchObject({ counts: { started: 0 } });
  });

  it('fails with the reason if Aircall denies access', async () => {
    const fault = stage.aircall.faults.add({ path: '^/v1/calls$', kind: 'status', status: 403 });
    await expect(reconcile({ period: lastHour() })).rejects.toMatchObject({
      cause: { cause: { type: 'AircallUnauthorized' } },
    });
    stage.aircall.faults.remove(fault);
  });
});

describe("Aircall's webhook", () => {
  const check = async () => (await reconcile({ period: around(now()) })).webhook;

  it('is found by its address and its token', async () => {
    expect(await check()).toEqual({ status: 'not found', notes: [expect.stringContaining(webhookUrl)] });
    const events = ['call.ended', 'call.commented'];
    const { id } = stage.aircall.addWebhook({ url: webhookUrl, token: 'test-webhook-token', events });
    expect(await check()).toEqual({ status: 'active', notes: [] });
    stage.aircall.state.webhooks.delete(id);
  });

  it('is enabled again with the events it had', async () => {
    const events = ['call.ended', 'call.commented'];
    const webhook = stage.aircall.addWebhook({ url: webhookUrl, token: 'test-webhook-token', events });
    const other = stage.aircall.addWebhook({ url: 'https://crm.example.com/', events });
    webhook.active = false;
    other.active = false;
    const { status, notes } = await check();
    expect(status).toBe('enabled again');
    expect(notes).toEqual([`Aircall had disabled webhook ${webhook.id}; it is enabled again`]);
    expect(webhook).toMatchObject({ active: true, events });
    expect(other).toMatchObject({ active: false, events });
    stage.aircall.state.webhooks.clear();
  });

  it('is reported if its events are refused or it does not send call.ended', async () => {
    const { id } = stage.aircall.addWebhook({ url: webhookUrl, token: 'another', events: ['call.created'] });
    const { status, notes } = await check();
    expect(status).toBe('active');
    expect(notes).toEqual([
      `webhook ${id} does not send call.ended: add that event in Aircall`,
      `the token of webhook ${id} is not in AIRCALL_WEBHOOK_TOKEN: its events are refused`,
    ]);
    stage.aircall.state.webhooks.clear();
  });

  it('does not stop calls from being found if it cannot be read', async () => {
    const fault = stage.aircall.faults.add({ path: '^/v1/webhooks$', kind: 'status', status: 403 });
    const startedAtSeconds = ago(10);
    const id = await playPastCall(stage.aircall, { startedAtSeconds, caller: '+44 20 7946 5005' });
    const outcome = await reconcile({ period: around(startedAtSeconds) });
    expect(outcome.webhook).toMatchObject({ status: 'not checked', notes: [expect.stringContaining('403')] });
    expect(outcome.startedIds).toEqual([id]);
    stage.aircall.faults.remove(fault);
  });
});
