import type { temporal } from '@temporalio/proto';
import { afterAll, beforeAll, vi } from 'vitest';
import { countActions } from '../../../bench/price/count-actions.ts';
import { toCallEvent } from '../../../src/adapters/aircall/to-call.ts';
import { createCallStarter } from '../../../src/adapters/temporal/calls/start-call.ts';
import type { Contact } from '../../../src/domain/callbacks/debt.ts';
import { callbackId, callWorkflowId, digestOfLink } from '../../../src/domain/ids.ts';
import type { Qualification } from '../../../src/domain/qualification.ts';
import { type Preferences, settingsFor } from '../../../src/domain/settings.ts';
import { callbackState } from '../../../workflows/messages.ts';
import { callerLinkFor } from '../../fixtures/caller-link.ts';
import { keepGolden, replay } from '../../replay/golden.ts';
import type { Body } from '../body-of.ts';
import { endedCalls } from '../ended-calls.ts';
import { isIdle } from '../pass-time.ts';
import { openStage, type Stage } from '../stage.ts';

/**
 * What the configuration of these tests says. The lock of a caller remembers writes for `delay`, longer than any test needs
 * for the next call: a call that asks for the lock just then would cancel its timer while it fires (see `timeSkippingHome`).
 */
const yaml = `
voicemail: { delay: 1m, settle: 100ms }
callbacks:
  on: [missed, voicemail, out-of-hours]
  hours: { mon-fri: "09:00-18:00" }
  steps:
    - { after: 0s, tag: Call back }
    - { after: 30m, comment: "Not called back yet." }
    - { after: 2h, tag: Call back overdue, assign: ben.backup@example.com }
`;
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
/** Open while the tests of a file run that calls `useCallbacks`. */
export let stage: Stage;

/** Opens the stage before the tests of a file. */
export function useCallbacks(): void {
  beforeAll(async () => {
    stage = await openStage(yaml);
  });
  afterAll(() => stage.close());
}

export const endedKinds = Object.keys(endedCalls) as Qualification[];
/** A minute and more after a missed call that ends about now. */
export const later = { agoSeconds: -150, talkSeconds: 60 };
/** After it, and soon. */
export const soon = { agoSeconds: -60 };
export const otherLine = {
  ...(endedCalls['inbound-answered'].data['number'] as object),
  id: 50009,
  name: 'Other line',
};

let lastId = 7000;
export const numberOf = (id: number): string => `+44207946${id}`;
const idOf = (caller: string): string => callbackId(digestOf(caller));
export const digestOf = (caller: string): string => digestOfLink(callerLinkFor(caller)) ?? '';
let callers = 7100;
export const nextCaller = (): number => {
  callers += 1;
  return callers;
};
export const handleOf = (caller: string) => stage.client.workflow.getHandle(idOf(caller));
export const tagsOf = (caller: string): Array<string | undefined> => stage.tagsOf(caller);
export const commentsOf = (caller: string): string[] => stage.conversationOf(caller).comments.map(({ body }) => body);
export const assigneeOf = (caller: string): string | undefined =>
  stage.front.state.teammates.find(({ id }) => id === stage.conversationOf(caller).assigneeId)?.email;

/** Logs a call that ended so many seconds ago, or at that time. */
export async function logCall(
  kind: Qualification,
  caller: string,
  {
    agoSeconds = 0,
    endedAtSeconds,
    talkSeconds = 60,
    ...data
  }: { agoSeconds?: number; endedAtSeconds?: number; talkSeconds?: number } & Record<string, unknown> = {},
  send: (body: Body) => Promise<unknown> = (body) => stage.deliver(body),
): Promise<number> {
  lastId += 1;
  const id = lastId;
  const endedAt = endedAtSeconds ?? (await stage.nowSeconds()) - agoSeconds;
  const isAnswered = kind.endsWith('-answered');
  await send(
    await stage.now(endedCalls[kind], id, caller, {
      started_at: endedAt - talkSeconds - 20,
      answered_at: isAnswered ? endedAt - talkSeconds : null,
      ended_at: endedAt,
      tags: [],
      ...data,
    }),
  );
  await stage.stateOf(id, ({ state }) => state === 'media' || state === 'done' || state === 'skipped');
  await stage.front.settled();
  return id;
}

/** Opens the callback of a new caller. @returns the caller, and the call that was missed */
export async function missCall(data?: Parameters<typeof logCall>[2]): Promise<{ caller: string; missedId: number }> {
  const caller = numberOf(nextCaller());
  const missedId = await logCall('missed', caller, data);
  await untilIdle(caller);
  return { caller, missedId };
}

/** Times of a call that ends so many seconds after the first missed call of the caller's callback. */
export async function afterMiss(caller: string, seconds: number): Promise<{ endedAtSeconds: number }> {
  const row = await rowOf(caller);
  if (row === null) throw new Error(`${caller} has no callback`);
  return { endedAtSeconds: row.missedAtSeconds + seconds };
}

export async function untilParked(caller: string): Promise<void> {
  await vi.waitUntil(() => isParked(caller), { timeout: 120_000, interval: 250 });
}

export async function isParked(caller: string): Promise<boolean> {
  return (await handleOf(caller).describe()).searchAttributes['CallthreadState']?.[0] === 'parked';
}

export async function untilIdle(caller: string): Promise<void> {
  const idle = async () => await isIdle(stage.client.workflow, idOf(caller));
  await vi.waitUntil(idle, { timeout: 120_000, interval: 250 });
}

const dayMs = 24 * hourMs;
const parisOffset = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', timeZoneName: 'longOffset' });
const isSummer = (at: number): boolean => parisOffset.format(at).endsWith('+02:00');

/** The clock moves to 17:50 on the Friday before Paris changes its clocks. */
export async function moveToClockChange(wanted: 'spring' | 'autumn'): Promise<void> {
  // A week of its own: a Friday's evening must still be ahead.
  let at = (Math.ceil((await stage.home.nowMs()) / dayMs) + 7) * dayMs;
  while (isSummer(at) === (wanted === 'spring') || isSummer(at + dayMs) !== (wanted === 'spring')) at += dayMs;
  await stage.home.moveTo(nextInParis(at - 4 * dayMs, 4, 17, 50));
}

/** The clock moves to a moment of some week to come, in Paris, whose clocks do not change in the four days after it. */
export async function moveToWeekday(weekday: number, hour: number, minute: number): Promise<void> {
  let at = nextInParis(await stage.home.nowMs(), weekday, hour, minute);
  while (isSummer(at) !== isSummer(at + 4 * dayMs)) at = nextInParis(at, weekday, hour, minute);
  await stage.home.moveTo(at);
}

/** @returns when it is that time on that weekday (0: Monday) in Paris for the first time more than a minute after `fromMs` */
function nextInParis(fromMs: number, weekday: number, hour: number, minute: number): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Paris',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const wanted = `${['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][weekday]} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  let at = Math.ceil(fromMs / minuteMs + 1) * minuteMs;
  while (!clock.format(at).replace(',', '').startsWith(wanted)) at += minuteMs;
  return at;
}

export const pass = async (caller: string, ms: number): Promise<void> =>
  stage.home.passUntil(idOf(caller), (await stage.home.nowMs()) + ms);

export async function outcomeOf(caller: string, golden?: string) {
  const handle = handleOf(caller);
  await vi.waitUntil(async () => (await handle.describe()).status.name !== 'RUNNING', {
    timeout: 120_000,
    interval: 250,
  });
  const history = await handle.fetchHistory();
  await replay(history, handle.workflowId);
  if (golden !== undefined) await keepGolden(golden, history);
  await stage.front.settled();
  return await handle.result();
}

export const report = async (caller: string, contact: Contact): Promise<boolean> =>
  stage.callbacks.report(digestOf(caller), contact);
export const rowOf = async (caller: string) => await handleOf(caller).query(callbackState);

/** The same kind of call, of a configuration without callbacks. */
export async function plainCall(kind: Qualification) {
  return await logCallWith({ callbacks: null }, kind, numberOf(nextCaller()));
}

/** A call of a kind that the configuration skips. */
export async function logSkippedCall(kind: Qualification, caller: string, data: Parameters<typeof logCall>[2]) {
  return await logCallWith({ calls: { ...stage.preferences.calls, [kind]: 'skip' } }, kind, caller, data);
}

async function logCallWith(
  changed: Partial<Preferences>,
  kind: Qualification,
  caller: string,
  data: Parameters<typeof logCall>[2] = {},
) {
  const preferences = { ...stage.preferences, ...changed };
  const starter = createCallStarter({
    client: stage.client,
    taskQueue: 'stage',
    settingsFor: (line) => settingsFor(preferences, line),
    deadlineMs: 120_000,
    budgetMs: 120_000,
  });
  return await logCall(kind, caller, data, (body) => starter.deliver(toCallEvent(body)));
}

/** What was done until the call's entry was in Front: what follows depends on when the test looks. */
export async function costOf(log: () => Promise<number>) {
  const { entries } = stage.front.journal;
  const before = entries.length;
  const id = await log();
  const requests = entries.slice(before).map(({ method, path }) => withoutIds(`${method} ${path}`));
  const { events } = await stage.client.workflow.getHandle(callWorkflowId(id)).fetchHistory();
  return { requests, actions: countActions(commandsBefore(events ?? [])) };
}

const withoutIds = (request: string): string =>
  request.replaceAll(/(?<=[a-z]{3}_)\w+|(?<=uid:)\w+|(?:%2B)?\d{5,}/g, '*');

function commandsBefore(events: temporal.api.history.v1.IHistoryEvent[]) {
  const appended = events.findIndex(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'appendToConversation',
  );
  return events.slice(0, appended + 1);
}

export const isOpen = async (caller: string): Promise<boolean> =>
  (await handleOf(caller).describe()).status.name === 'RUNNING';
