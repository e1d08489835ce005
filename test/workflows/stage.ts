import type { Client } from '@temporalio/client';
import type { Worker } from '@temporalio/worker';
import { vi } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { createSweepActivities } from '../../activities/sweep/activities.ts';
import type { AircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';
import type { FrontSimulatorOptions } from '../../simulators/front/front-options.ts';
import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import type { ConversationRecord } from '../../simulators/front/state/records.ts';
import { createOpenAudio } from '../../src/adapters/aircall/audio.ts';
import { createAircallClient } from '../../src/adapters/aircall/client.ts';
import { createOwnLines } from '../../src/adapters/aircall/lines.ts';
import { toNoteEvent } from '../../src/adapters/aircall/notes.ts';
import { toCallEvent } from '../../src/adapters/aircall/to-call.ts';
import { createFrontClient } from '../../src/adapters/front/client.ts';
import { createRateLimiter } from '../../src/adapters/front/rate-limiter.ts';
import { LedgerUnavailable } from '../../src/adapters/ledger/errors.ts';
import { readCallThread } from '../../src/adapters/temporal/calls/call-state.ts';
import { type Callbacks, createCallbacks } from '../../src/adapters/temporal/calls/callbacks.ts';
import { createNoteDeliverer } from '../../src/adapters/temporal/calls/deliver-note.ts';
import { type CallStarter, createCallStarter, createPastCalls } from '../../src/adapters/temporal/calls/start-call.ts';
import { readPreferences } from '../../src/config/preferences.ts';
import type { Line } from '../../src/domain/call.ts';
import type { LedgerCallback } from '../../src/domain/callbacks/debt.ts';
import { callWorkflowId } from '../../src/domain/ids.ts';
import type { LedgerCall, SeenCall } from '../../src/domain/ledger-call.ts';
import { noteKindOf } from '../../src/domain/notes/note-kinds.ts';
import { type Preferences, settingsFor } from '../../src/domain/settings.ts';
import { type CallOutcome, type CallState, state } from '../../workflows/messages.ts';
import { callerLinkFor } from '../fixtures/caller-link.ts';
import { openVendors } from '../kit/vendors.ts';
import { createWorkflowWorker } from '../kit/workflow-worker.ts';
import { keepGolden, replay } from '../replay/golden.ts';
import { workflowBundle } from '../replay/workflow-bundle.ts';
import { type Body, sentAt } from './body-of.ts';
import { type TemporalHome, timeSkippingHome } from './temporal-home.ts';

type OpenAudio = Parameters<typeof createActivities>[0]['openAudio'];

const lateQueue = 'stage-late';

/** Where Aircall's webhook would have to go. */
export const webhookUrl = 'https://calls.example.com/webhooks/aircall';

export interface Stage {
  home: TemporalHome;
  client: Client;
  front: FrontSimulator;
  aircall: AircallSimulator;
  starter: CallStarter;
  preferences: Preferences;
  /** What was written into the ledger of a call, oldest first. */
  recordedOf(callId: number): LedgerCall[];
  /** What was written into the ledger of the callback that this call opened, oldest first. */
  callbacksOf(callId: number): LedgerCallback[];
  callbacks: Callbacks;
  ledgerIsAway(is: boolean): void;
  /** The database is another one, with nothing in it. */
  loseLedger(): void;
  /** Delivers the event of a webhook with this body. */
  deliver(body: unknown): Promise<'accepted' | 'ignored'>;
  /** A sample body sent now, as the call of that id by that caller; `data` replaces fields of its call. */
  now(body: Body, id: number, caller: string, data?: Record<string, unknown>): Promise<Body>;
  /** The one conversation of a caller. @param key E.164, or the key of a caller without a number */
  conversationOf(key: string): ConversationRecord;
  /** The names of the tags on that conversation. */
  tagsOf(key: string): Array<string | undefined>;
  /** The Temporal server's clock, UNIX seconds. */
  nowSeconds(): Promise<number>;
  /**
   * Time passes at once until the call's run has closed; its history is then replayed.
   * @param golden its name among the golden histories, when it is one
   */
  outcomeOf(callId: number, golden?: string): Promise<CallOutcome>;
  /** The answer of the `state` query, once it fits. */
  stateOf(callId: number, fits: (state: CallState) => boolean, timeoutMs?: number): Promise<CallState>;
  /** Until `startWorkers` nothing runs. */
  stopWorkers(): Promise<void>;
  startWorkers(): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  /** Whether late calls have a queue and a worker of their own. */
  withLate?: boolean;
  /** In place of the size that Front takes, when it is less. */
  largestAudioBytes?: number;
}

/**
 * Everything real but the two vendors, who are simulators over HTTP, and time, which passes at once while a result is
 * awaited.
 * @param yaml the configuration file's text
 * @param openHome the Temporal server
 */
export async function openStage(
  yaml = '',
  frontOptions: FrontSimulatorOptions = {},
  openHome = timeSkippingHome,
  { withLate = false, largestAudioBytes = Number.POSITIVE_INFINITY }: StageOptions = {},
): Promise<Stage> {
  const { preferences } = readPreferences(yaml, 'callthread.yaml');
  if (preferences === null) throw new Error('the test gave a wrong configuration');
  const [home, vendors] = await Promise.all([
    openHome(),
    openVendors({ front: { importDelayMs: 20, ...frontOptions }, aircall: { timeScale: 0.001 } }),
  ]);
  const { front, aircall } = vendors;
  const { client, connection } = home;
  const taskQueue = 'stage';
  const aircallClient = createAircallClient(vendors.aircallAccess);
  const recorded: LedgerCall[] = [];
  const recordedCallbacks: LedgerCallback[] = [];
  let away = false;
  const latest = () => [...new Map(recorded.map((call) => [call.id, call])).values()];
  const ledger = {
    recordCallback: async (callback: LedgerCallback) => {
      if (away) throw new LedgerUnavailable('the database of the test is away');
      recordedCallbacks.push(callback);
    },
    wasReached: async (caller: string, afterSeconds: number, minTalkSeconds: number) => {
      if (away) throw new LedgerUnavailable('the database of the test is away');
      return recorded.some(
        (call) =>
          call.caller === caller &&
          (call.endedAtSeconds ?? 0) > afterSeconds &&
          (call.talkSeconds ?? -1) >= minTalkSeconds,
      );
    },
    record: async (call: LedgerCall) => {
      if (away) throw new LedgerUnavailable('the database of the test is away');
      recorded.push(call);
    },
    lastConversation: async (caller: string) => {
      if (away) throw new LedgerUnavailable('the database of the test is away');
      return (
        latest().findLast((call) => call.caller === caller && call.conversationId !== null)?.conversationId ?? null
      );
    },
    tagsOfOtherCalls: async (caller: string, callId: number) => {
      if (away) throw new LedgerUnavailable('the database of the test is away');
      const others = latest().filter((call) => call.caller === caller && call.id !== callId);
      return others.flatMap(({ tags = [] }) => tags);
    },
    conversationsOf: async (ids: number[]) => {
      if (away) throw new LedgerUnavailable('the database of the test is away');
      const conversations = latest().filter(({ id }) => ids.includes(id));
      return [...new Set(conversations.flatMap(({ conversationId }) => conversationId ?? []))];
    },
    recordListed: async (seen: SeenCall[]) => {
      const left = seen.filter(({ id, wanted }) => wanted && !recorded.some((call) => call.id === id));
      return left.map(({ id }) => id);
    },
    erase: async () => 0,
    erasedAmong: async () => [],
  };
  const callbacks = createCallbacks({ client, taskQueue, keys: [null], timeoutMs: 120_000 });
  const access = { ...vendors.frontAccess, ...limiterOf(frontOptions) };
  const deps = {
    aircall: aircallClient,
    openAudio: limitedTo(largestAudioBytes, createOpenAudio(aircall.url)),
    isOwnLine: createOwnLines(aircallClient),
    ledger,
    callbacks,
    findThread: (callId: number) => readCallThread(client, callId),
    preferences,
  };
  const activities = createActivities({ ...deps, front: createFrontClient(access) });
  const lateActivities = createActivities({ ...deps, front: createFrontClient({ ...access, priority: 'history' }) });
  const settingsOf = (line: Line) => settingsFor(preferences, line);
  const patience = { deadlineMs: 120_000, budgetMs: 120_000 };
  const starter = createCallStarter({
    client,
    taskQueue,
    settingsFor: settingsOf,
    ...patience,
    ...(withLate ? { lateQueue } : {}),
  });
  const notes = createNoteDeliverer({ client, taskQueue, ai: preferences.ai, ...patience });
  const sweep = createSweepActivities({
    aircall: aircallClient,
    calls: starter,
    past: createPastCalls(client, settingsOf),
    settingsFor: settingsOf,
    ledger,
    webhook: { url: webhookUrl, tokens: ['test-webhook-token'] },
  });
  const { namespace } = client.options;
  const createWorkers = async () => {
    const common = { connection, namespace, workflowBundle };
    const ofCalls = { taskQueue, activities: { ...activities, ...sweep } };
    const ofLate = { taskQueue: lateQueue, activities: lateActivities, maxConcurrentActivityTaskExecutions: 1 };
    const queues = withLate ? [ofCalls, ofLate] : [ofCalls];
    return await Promise.all(queues.map((queue) => createWorkflowWorker({ ...common, ...queue })));
  };
  let workers: Worker[] = [];
  let running: Promise<unknown> = Promise.resolve();
  const startWorkers = async () => {
    workers = await createWorkers();
    running = Promise.all(workers.map((each) => each.run()));
  };
  const stopWorkers = async () => {
    for (const each of workers.splice(0)) each.shutdown();
    await running;
  };
  await startWorkers();
  function conversationOf(key: string): ConversationRecord {
    const link = callerLinkFor(key);
    const [own, ...others] = front.state.conversations.filter(({ links }) =>
      links.some(({ externalUrl }) => externalUrl === link),
    );
    if (own === undefined || others.length > 0)
      throw new Error(`${key} has ${own === undefined ? 'no conversation' : 'several'}`);
    return own;
  }
  return {
    home,
    client,
    front,
    aircall,
    starter,
    preferences,
    loseLedger() {
      recorded.splice(0);
    },
    ledgerIsAway(is) {
      away = is;
    },
    callbacks,
    callbacksOf: (callId) => recordedCallbacks.filter(({ id }) => id === callId),
    recordedOf: (callId) => recorded.filter(({ id }) => id === callId),
    async deliver(body) {
      const envelope = body as Parameters<typeof toCallEvent>[0];
      if (noteKindOf(envelope.event) === null) return await starter.deliver(toCallEvent(envelope));
      const { kind, callId } = toNoteEvent(envelope);
      return await notes.deliver(callId, kind);
    },
    async now(body, id, caller, data = {}) {
      const sent = sentAt(body, Math.floor((await home.nowMs()) / 1000));
      return { ...sent, data: { ...sent.data, id, raw_digits: caller, contact: null, ...data } };
    },
    conversationOf,
    tagsOf: (key) => conversationOf(key).tagIds.map((id) => front.state.tags.find((tag) => tag.id === id)?.name),
    nowSeconds: async () => Math.floor((await home.nowMs()) / 1000),
    async outcomeOf(callId, golden) {
      const handle = client.workflow.getHandle(callWorkflowId(callId));
      await home.untilClosed(handle.workflowId);
      const outcome = (await handle.result()) as CallOutcome;
      await replay(await handle.fetchHistory(), handle.workflowId);
      if (golden !== undefined) await keepGolden(golden, await handle.fetchHistory());
      await front.settled();
      return outcome;
    },
    async stateOf(callId, fits, timeoutMs = 120_000) {
      const handle = client.workflow.getHandle(callWorkflowId(callId));
      let last: CallState | undefined;
      const fitting = async (): Promise<CallState | false> => {
        last = await handle.query(state);
        return fits(last) && last;
      };
      return await vi.waitUntil(fitting, { timeout: timeoutMs, interval: 250 }).catch((error: unknown) => {
        throw new Error(`call ${callId} is ${JSON.stringify(last)}`, { cause: error });
      });
    },
    startWorkers,
    stopWorkers,
    async close() {
      await stopWorkers();
      await home.close();
      await vendors.close();
    },
  };
}

/** A simulator with a limit is asked as the service asks Front: within the limit. */
function limiterOf({ requestsPerMinute: perMinute = 0, windowMs = 60_000 }: FrontSimulatorOptions) {
  return perMinute === 0 ? {} : { rateLimiter: createRateLimiter({ perMinute, workers: () => 1, windowMs }) };
}

/** Opens audio as the service does, with a limit that small files reach. */
function limitedTo(largestBytes: number, openAudio: OpenAudio): OpenAudio {
  return (address, { maxBytes, spool }) => openAudio(address, { maxBytes: Math.min(maxBytes, largestBytes), spool });
}
