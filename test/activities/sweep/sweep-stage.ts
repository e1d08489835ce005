import { Client, Connection } from '@temporalio/client';
import { onTestFinished } from 'vitest';
import { createSweepActivities } from '../../../activities/sweep/activities.ts';
import type { CallListInput, SweepActivities } from '../../../activities/sweep/contract.ts';
import { type AircallSimulator, startAircallSimulator } from '../../../simulators/aircall/start-aircall-simulator.ts';
import { createAircallClient } from '../../../src/adapters/aircall/client.ts';
import { createPastCalls } from '../../../src/adapters/temporal/calls/start-call.ts';
import type { Line } from '../../../src/domain/call.ts';
import { settingsFor } from '../../../src/domain/settings.ts';
import type { CallOutcome } from '../../../workflows/messages.ts';
import { preferencesWith } from '../../fixtures/preferences-with.ts';
import { playPastCall } from '../../workflows/play-past-call.ts';
import { type Attempts, attemptsAt } from '../attempts.ts';

type SweepDeps = Parameters<typeof createSweepActivities>[0];

interface SweepStage extends Attempts<SweepActivities> {
  aircall: AircallSimulator;
  /** Calls whose workflow Temporal knows: the outcome of the last run, null while it runs. */
  known: Map<number, CallOutcome | null>;
  /** Calls whose workflow was started, in order. */
  started: number[];
  /** A call that began and ended some minutes ago, which no webhook reported. @returns its id */
  played(minutesAgo: number, changed?: Omit<Parameters<typeof playPastCall>[1], 'startedAtSeconds'>): Promise<number>;
}

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** The first page of all calls that began within the last days. */
export function pageOf(days = 1, changed: Partial<CallListInput> = {}): CallListInput {
  const toSeconds = nowSeconds();
  const period = { fromSeconds: toSeconds - days * 86_400, toSeconds };
  return { period, page: 1, endedBeforeSeconds: toSeconds, ...changed };
}

/** The activities that find missing calls, with Aircall as a simulator over HTTP; line 50002 is not logged. */
export async function openSweep(deps: Partial<SweepDeps> = {}): Promise<SweepStage> {
  const aircall = await startAircallSimulator({ timeScale: 0 });
  const connection = Connection.lazy({ address: '127.0.0.1:9' });
  onTestFinished(async () => {
    await Promise.all([aircall.close(), connection.close()]);
  });
  const preferences = preferencesWith({ lines: { '50002': { log: false } } });
  const settingsOf = (line: Line) => settingsFor(preferences, line);
  const known = new Map<number, CallOutcome | null>();
  const started: number[] = [];
  const { describe } = createPastCalls(new Client({ connection }), settingsOf);
  const activities = createSweepActivities({
    aircall: createAircallClient({ apiUrl: aircall.url, apiId: 'test-id', apiToken: 'test-token' }),
    calls: {
      async startMissing({ call: { id } }) {
        if (known.has(id)) return false;
        known.set(id, null);
        started.push(id);
        return true;
      },
    },
    past: { describe, isKnown: async (id) => known.has(id), outcomeOf: async (id) => known.get(id) ?? null },
    ledger: null,
    settingsFor: settingsOf,
    webhook: { url: 'https://calls.example.com/webhooks/aircall', tokens: ['our-token'] },
    ...deps,
  });
  return {
    aircall,
    known,
    started,
    played: (minutesAgo, changed = {}) =>
      playPastCall(aircall, { ...changed, startedAtSeconds: nowSeconds() - minutesAgo * 60 }),
    ...attemptsAt<SweepActivities>(activities),
  };
}

/** The outcome of a run that logged its call, as the workflow returns it. */
export function anOutcome(changed: Partial<CallOutcome> = {}): CallOutcome {
  return {
    state: 'done',
    reason: null,
    qualification: 'missed',
    thread: { conversationId: 'cnv_1', subject: 'Missed call – Support UK', inboxId: 'inb_1', archived: false },
    loggedAtSeconds: 1_760_000_214,
    entries: ['call'],
    commentIds: [],
    tags: ['Billing'],
    tagsSaid: '',
    ...changed,
  };
}
