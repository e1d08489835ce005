import type { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCardActivities } from '../../activities/card/show-card.ts';
import type { AircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';
import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import { createAircallClient } from '../../src/adapters/aircall/client.ts';
import { createOwnLines } from '../../src/adapters/aircall/lines.ts';
import { createFrontClient } from '../../src/adapters/front/client.ts';
import { createRateLimiter } from '../../src/adapters/front/rate-limiter.ts';
import { createPastCalls } from '../../src/adapters/temporal/calls/start-call.ts';
import { type CardStarter, createCardStarter, isCardOver } from '../../src/adapters/temporal/calls/start-card.ts';
import type { Call } from '../../src/domain/call.ts';
import type { CardOutcome, OpenCallback } from '../../src/domain/card/card.ts';
import { callWorkflowId, cardWorkflowId } from '../../src/domain/ids.ts';
import { settingsFor } from '../../src/domain/settings.ts';
import { aCall } from '../fixtures/a-call.ts';
import { callerLinkFor } from '../fixtures/caller-link.ts';
import { preferencesWith } from '../fixtures/preferences-with.ts';
import { openVendors, type Vendors } from '../kit/vendors.ts';
import { createWorkflowWorker } from '../kit/workflow-worker.ts';
import { keepGolden } from '../replay/golden.ts';
import { workflowBundle } from '../replay/workflow-bundle.ts';
import { realHome, type TemporalHome } from './temporal-home.ts';

const preferences = preferencesWith({ card: { enabled: true, outbound: false, unknown: true } });
const taskQueue = 'cards';
const handle = '+447700900123';

let home: TemporalHome;
let front: FrontSimulator;
let aircall: AircallSimulator;
let worker: Worker;
let running: Promise<void>;
let outcomes: CardOutcome[] = [];
/** Two ingresses: each has its own memory. */
let starters: CardStarter[];
let shareLeft = 1;
let callback: OpenCallback | null = null;
/** Whether requests to vendors have the time-out of cards; otherwise one that machines of any speed meet. */
let impatient = false;
/** Called when Front is asked. */
let duringFront = async (): Promise<void> => {};
let vendors: Vendors;

beforeAll(async () => {
  [home, vendors] = await Promise.all([realHome(), openVendors({ aircall: { timeScale: 0 } })]);
  ({ front, aircall } = vendors);
  const { client, connection } = home;
  const onCard = (outcome: CardOutcome) => void outcomes.push(outcome);
  const rateLimiter = createRateLimiter({ perMinute: 10_000, workers: () => 1 });
  const clientsWith = (timeoutMs: number) => ({
    front: createFrontClient({ ...vendors.frontAccess, timeoutMs, maxWaitMs: timeoutMs, rateLimiter }),
    aircall: createAircallClient({ ...vendors.aircallAccess, timeoutMs }),
  });
  const [patientClients, impatientClients] = [clientsWith(60_000), clientsWith(2_000)];
  const clients = () => (impatient ? impatientClients : patientClients);
  const past = createPastCalls(client, (line) => settingsFor(preferences, line));
  const card = createCardActivities({
    front: {
      listContactConversations: async (contact) => {
        await duringFront();
        return await clients().front.listContactConversations(contact);
      },
    },
    aircall: { showCard: (callId, items) => clients().aircall.showCard(callId, items) },
    isOwnLine: createOwnLines(patientClients.aircall),
    shareLeft: () => Math.min(shareLeft, rateLimiter.shareLeft()),
    isOver: (callId) => isCardOver(client, past, callId),
    openCallback: async () => callback,
    preferences,
    onCard,
  });
  worker = await createWorkflowWorker({
    connection,
    namespace: client.options.namespace,
    taskQueue,
    workflowBundle,
    activities: { ...card },
  });
  running = worker.run();
  const patience = { deadlineMs: 60_000, lifetimeMs: 60_000 };
  starters = [0, 1].map(() => createCardStarter({ client, taskQueue, preferences, onCard, ...patience }));
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await home.close();
  await vendors.close();
});
beforeEach(() => {
  outcomes = [];
  shareLeft = 1;
  callback = null;
  impatient = false;
  duringFront = async () => {};
  front.journal.clear();
  front.faults.clear();
  aircall.faults.clear();
});

/** A call that Aircall has and that rings; by Aircall's clock it begins in a minute, for machines of any speed. */
async function ringing(changed: Partial<Call> = {}): Promise<Call> {
  const id = await aircall.play({
    direction: 'inbound',
    caller: handle,
    line: 50001,
    ringSeconds: 30,
    eventsSent: { drop: ['*'] },
  });
  const startedAtSeconds = Math.floor(Date.now() / 1000) + 60;
  return aCall({ id, startedAtSeconds, answeredAtSeconds: null, endedAtSeconds: null, agent: null, ...changed });
}

const cardsOf = ({ id }: Call) => aircall.state.insightCards.filter(({ callId }) => callId === id);
const ring = (call: Call, by = 0) => starters[by]?.ring(() => call);

/** Rings once. @returns what became of the card, and what Front was asked */
async function outcomeOf(call: Call): Promise<{ outcome: CardOutcome | undefined; asked: number }> {
  ring(call);
  await expect.poll(() => outcomes.length, { timeout: 120_000 }).toBeGreaterThan(0);
  return { outcome: outcomes[0], asked: front.journal.entries.length };
}

describe('the card of a call', () => {
  it('shows the caller from Front with one request to each vendor, and leaves a closed run', async () => {
    const contact = front.state.addContact({ name: 'Cara Caller', handles: [{ source: 'phone', handle }] });
    const old = front.state.addEmailConversation(contact.id, 'Order 17');
    front.state.addEmailConversation(contact.id, 'Newer, and not by phone');
    old.links.push({ id: 'top_1', name: 'caller', externalUrl: callerLinkFor(handle) });
    old.assigneeId = front.state.teammates[0]?.id ?? null;
    old.status = 'assigned';
    callback = { sinceSeconds: Date.now() / 1000 - 7200, misses: 1 };
    const call = await ringing();
    aircall.journal.clear();
    expect(await outcomeOf(call)).toEqual({ outcome: 'shown', asked: 1 });
    const [teammate] = front.state.teammates;
    expect(cardsOf(call)).toMatchObject([
      {
        contents: [
          { type: 'title', text: 'Cara Caller', link: `https://app.frontapp.com/open/${old.id}` },
          { type: 'shortText', label: 'Last', text: 'Order 17 · 1 min ago' },
          { type: 'shortText', label: 'Status', text: 'open' },
          { type: 'shortText', label: 'Owner', text: `${teammate?.firstName} ${teammate?.lastName}` },
          { type: 'shortText', label: 'Call back', text: 'missed 2 hr ago' },
        ],
      },
    ]);
    const run = home.client.workflow.getHandle(cardWorkflowId(call.id));
    expect(await run.result()).toBe('shown');
    await keepGolden('card', await run.fetchHistory());
    const paths = aircall.journal.entries.map(({ path }) => path);
    expect(paths.filter((path) => path.includes('insight_cards'))).toHaveLength(1);
    old.reminders.push({
      teammateId: teammate?.id ?? '',
      scheduledAtSeconds: Date.now() / 1000 + 600,
      createdAtMs: Date.now(),
    });
    const later = await ringing();
    outcomes = [];
    expect((await outcomeOf(later)).outcome).toBe('shown');
    expect(cardsOf(later)[0]?.contents).toContainEqual({ type: 'shortText', label: 'Status', text: 'snoozed' });
  });

  it('says that a caller is new', async () => {
    const call = await ringing({ caller: { kind: 'number', e164: '+447700900555' } });
    expect((await outcomeOf(call)).outcome).toBe('shown');
    expect(cardsOf(call)).toMatchObject([{ contents: [{ type: 'title', text: '+447700900555 · new caller' }] }]);
  });

  it('appears once despite repeats, at two ingresses at a time and after it was shown', async () => {
    const call = await ringing();
    for (let repeat = 0; repeat < 5; repeat += 1) {
      ring(call, 0);
      ring(call, 1);
    }
    await expect.poll(() => outcomes.length, { timeout: 120_000 }).toBe(10);
    ring(call, 1);
    await expect.poll(() => outcomes.length, { timeout: 120_000 }).toBe(11);
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 10 }, () => 'repeated'), 'shown']);
    expect(cardsOf(call)).toHaveLength(1);
  });

  it.each<[CardOutcome, string, number | null, (call: Call) => Promise<unknown> | undefined]>([
    ['over', 'the call has ended, according to another ingress', 0, (call) => startCall(call)],
    [
      'over',
      'the call ends during the request to Front',
      1,
      async (call) => (duringFront = async () => await startCall(call)),
    ],
    [
      'over',
      'the call was answered, according to this ingress',
      0,
      async ({ id }) => starters[0]?.heard('call.answered', id),
    ],
    [
      'over',
      'another ingress receives call.answered during the request to Front',
      1,
      async ({ id }) =>
        (duringFront = async () => {
          starters[1]?.heard('call.answered', id);
          await starters[1]?.settled();
        }),
    ],
    ['limited', "less than a fifth of Front's limit is left", 0, async () => (shareLeft = 0.19)],
    ['front', 'Front fails', 1, async () => front.faults.add({ path: '', kind: 'status', status: 500, times: 1 })],
    [
      'front',
      'Front is at its limit',
      1,
      async () => front.faults.add({ path: '', kind: 'status', status: 429, times: 1 }),
    ],
    [
      'front',
      'Front is slow',
      null,
      async () => {
        impatient = true;
        front.faults.add({ path: '', kind: 'delay', delayMs: 4_000, times: 1 });
      },
    ],
  ])('is not shown (%s) if %s', async (outcome, _reason, asked, arrange) => {
    const call = await ringing();
    await arrange(call);
    expect(await outcomeOf(call)).toMatchObject({ outcome, ...(asked === null ? {} : { asked }) });
    expect(cardsOf(call)).toEqual([]);
  });

  it('does not mind call.answered of a call without a card', async () => {
    const call = await ringing();
    starters[1]?.heard('call.answered', call.id);
    await starters[1]?.settled();
    expect(outcomes).toEqual([]);
    await expect(home.client.workflow.getHandle(callWorkflowId(call.id)).describe()).rejects.toThrow(/not found/);
  });

  it.each<[string, number | null]>([
    ['refuses it', 422],
    ['fails', 500],
    ['is at its limit', 429],
    ['does not answer in time', null],
  ])('is tried only once if Aircall %s', async (_what, status) => {
    const call = await ringing();
    impatient = status === null;
    aircall.journal.clear();
    aircall.faults.add({
      path: 'insight_cards',
      times: 1,
      ...(status === null ? { kind: 'delay', delayMs: 4_000 } : { kind: 'status', status }),
    });
    expect((await outcomeOf(call)).outcome).toBe('aircall');
    expect(await home.client.workflow.getHandle(cardWorkflowId(call.id)).result()).toBe('aircall');
    expect(aircall.journal.entries.filter(({ path }) => path.includes('insight_cards')).length).toBeLessThanOrEqual(1);
  });

  it('is lost, without harm, if a defect prevents it', async () => {
    duringFront = () => Promise.reject(new TypeError('a defect'));
    const call = await ringing();
    ring(call);
    await starters[0]?.settled();
    expect(await home.client.workflow.getHandle(cardWorkflowId(call.id)).result()).toBe('lost');
    expect(cardsOf(call)).toEqual([]);
  });

  it('is not shown for a call from a line of the company', async () => {
    const call = await ringing({ caller: { kind: 'number', e164: '+442079460102' } });
    expect(await outcomeOf(call)).toEqual({ outcome: 'unwanted', asked: 0 });
  });

  it('is not shown for anonymous callers, nor after ten seconds', async () => {
    const anonymous = await ringing({ caller: { kind: 'anonymous' } });
    const late = await ringing({ startedAtSeconds: Math.floor(Date.now() / 1000) - 12 });
    ring(anonymous);
    ring(late);
    await expect.poll(() => outcomes).toEqual(['unwanted', 'late']);
    expect(front.journal.entries).toEqual([]);
  });

  it('is not shown if it becomes too old while it waits', async () => {
    const call = await ringing();
    onTestFinished(() => void vi.useRealTimers());
    duringFront = async () => void vi.setSystemTime((call.startedAtSeconds + 11) * 1000);
    expect(await outcomeOf(call)).toEqual({ outcome: 'late', asked: 1 });
    expect(cardsOf(call)).toEqual([]);
  });
});

/** The call has a workflow: Aircall has reported its end, say. */
async function startCall({ id }: Call): Promise<void> {
  await home.client.workflow.start('callWorkflow', {
    workflowId: callWorkflowId(id),
    taskQueue: 'no worker',
    args: [],
  });
}
