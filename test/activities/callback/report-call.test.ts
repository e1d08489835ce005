import { describe, expect, it } from 'vitest';
import type { CallbackReport } from '../../../activities/contract.ts';
import type { Deps } from '../../../activities/deps.ts';
import { CallbackRefused, type Callbacks } from '../../../src/adapters/temporal/calls/callbacks.ts';
import type { Call } from '../../../src/domain/call.ts';
import { aCall } from '../../fixtures/a-call.ts';
import { aMissedCall } from '../../fixtures/a-missed-call.ts';
import { anOutboundCall } from '../../fixtures/an-outbound-call.ts';
import { callerLinkFor } from '../../fixtures/caller-link.ts';
import { openStage } from '../stage.ts';

const endedAtSeconds = Math.floor(Date.now() / 1000) - 60;
const startedAtSeconds = endedAtSeconds - 30;
const recently = { startedAtSeconds, endedAtSeconds };
const missed = aMissedCall(recently);
/** Talk time: 20 s. */
const answered = aCall({ ...recently, answeredAtSeconds: endedAtSeconds - 20 });
const digest = callerLinkFor('+447700900123').slice(-32);

function reportOf(call: Call, changed: Partial<CallbackReport> = {}): CallbackReport {
  const step = { afterMs: 1_800_000, tag: 'Call back', comment: null, assign: null };
  return {
    call,
    callbacks: { on: ['missed'], hours: null, minTalkMs: 10_000, steps: [step] },
    lineName: 'Support',
    logged: { conversationId: 'cnv_1', assigneeId: 'tea_1', assignedId: 'tea_2' },
    again: false,
    ...changed,
  };
}

/** A stage that records what callbacks are asked. @param wasReached as the table of calls; null for none */
async function withCallbacks(wasReached: Answers | null = null, open: Callbacks['open'] = async () => {}) {
  const opened: Array<Parameters<Callbacks['open']>> = [];
  const reported: Array<Parameters<Callbacks['report']>> = [];
  const asked: unknown[] = [];
  const unasked = () => Promise.reject(new Error('a report asks for nothing else'));
  const ledger = wasReached && {
    record: unasked,
    lastConversation: unasked,
    tagsOfOtherCalls: unasked,
    conversationsOf: unasked,
    recordCallback: unasked,
    wasReached: async (...by: Parameters<Answers>) => {
      asked.push(by);
      return await wasReached(...by);
    },
  };
  const callbacks: Callbacks = {
    async open(...input) {
      opened.push(input);
      await open(...input);
    },
    async report(...input) {
      reported.push(input);
      return true;
    },
    read: async () => null,
  };
  const stage = await openStage({ deps: { callbacks, ledger } });
  return { stage, opened, reported, asked };
}
type Answers = NonNullable<Deps['ledger']>['wasReached'];

describe('an answered or outbound call is reported to the callback', () => {
  it.each<[string, Call, object]>([
    ['that an agent reached the caller', answered, { reached: true, direction: 'inbound' }],
    [
      'of a talk that was too short',
      { ...answered, answeredAtSeconds: endedAtSeconds - 9 },
      { reached: false, answeredAtSeconds: endedAtSeconds - 9 },
    ],
    ['that the caller did not answer', anOutboundCall(recently), { reached: false, answeredAtSeconds: null }],
    ['by an agent unknown to Aircall', { ...answered, agent: null }, { reached: true, agentName: null }],
    [
      'whose end is unknown',
      { ...answered, endedAtSeconds: null },
      { reached: false, endedAtSeconds: startedAtSeconds },
    ],
  ])('%s', async (_what, call, contact) => {
    const { stage, opened, reported } = await withCallbacks();
    await stage.attempt('reportToCallback', reportOf(call));
    const common = { kind: 'call', callId: 8_000_001, assigneeId: 'tea_2' };
    expect(reported).toEqual([[digest, expect.objectContaining({ ...common, ...contact })]]);
    expect(opened).toEqual([]);
  });

  it('although it is not logged', async () => {
    const { stage, reported } = await withCallbacks();
    await stage.attempt('reportToCallback', reportOf(answered, { logged: null }));
    expect(reported).toEqual([
      [
        digest,
        {
          kind: 'call',
          callId: 8_000_001,
          direction: 'inbound',
          answeredAtSeconds: endedAtSeconds - 20,
          endedAtSeconds,
          agentName: 'Anna Agent',
          reached: true,
          assigneeId: null,
        },
      ],
    ]);
  });
});

describe('a missed call', () => {
  it('opens a callback, with the times of its steps', async () => {
    const { stage, opened, reported } = await withCallbacks();
    await stage.attempt('reportToCallback', reportOf(missed));
    const caller = { kind: 'number', e164: '+447700900123' };
    const steps = [{ tag: 'Call back', comment: null, assign: null, dueAtSeconds: endedAtSeconds + 1800 }];
    const line = { id: 50_001, name: 'Support' };
    const miss = { callId: 8_000_001, endedAtSeconds, line, steps, conversationId: 'cnv_1', assigneeId: 'tea_1' };
    expect(opened).toEqual([[digest, { caller, callerName: 'Cara Caller' }, miss, false]]);
    expect(reported).toEqual([]);
  });

  it.each([
    ['an earlier run', reportOf(missed, { again: true }), {}],
    ['an earlier attempt', reportOf(missed), { attempt: 2 }],
    ['an attempt before a retry', reportOf(missed, { before: { checkpoint: null } }), {}],
  ])('may have opened one that has closed since: in %s', async (_which, input, info) => {
    const { stage, opened } = await withCallbacks();
    await stage.attempt('reportToCallback', input, info);
    expect(opened.map(([, , , mayBeClosed]) => mayBeClosed)).toEqual([true]);
  });

  it.each([
    ['it is not logged', reportOf(missed, { logged: null })],
    ['it ended more than a day ago', reportOf(aMissedCall({ ...recently, endedAtSeconds: endedAtSeconds - 86_400 }))],
    ['it began more than a day ago and its end is unknown', reportOf(aMissedCall({ endedAtSeconds: null }))],
  ])('opens none if %s', async (_why, input) => {
    const { stage, opened, reported, asked } = await withCallbacks(async () => false);
    await stage.attempt('reportToCallback', input);
    expect([opened, reported, asked]).toEqual([[], [], []]);
  });

  it('opens none if an agent has reached the caller since', async () => {
    const { stage, opened, asked } = await withCallbacks(async () => true);
    await stage.attempt('reportToCallback', reportOf(missed));
    expect(asked).toEqual([['+447700900123', endedAtSeconds, 10]]);
    expect(opened).toEqual([]);
  });

  it('asks since its beginning if its end is unknown', async () => {
    const { stage, opened, asked } = await withCallbacks(async () => false);
    await stage.attempt('reportToCallback', reportOf({ ...missed, endedAtSeconds: null }));
    expect(asked).toEqual([['+447700900123', startedAtSeconds, 10]]);
    expect(opened).toMatchObject([[digest, {}, { endedAtSeconds: startedAtSeconds }, false]]);
  });

  it('opens one while it is not known whether an agent has reached the caller', async () => {
    const { stage, opened } = await withCallbacks(() => Promise.reject(new Error('the database is away')));
    await stage.attempt('reportToCallback', reportOf(missed));
    expect(opened).toMatchObject([[digest, {}, { callId: 8_000_001 }, false]]);
  });

  it('of an anonymous caller opens one without a look at other calls', async () => {
    const { stage, opened, asked } = await withCallbacks(async () => true);
    await stage.attempt('reportToCallback', reportOf({ ...missed, caller: { kind: 'anonymous' } }));
    const anonymous = callerLinkFor('anonymous-8000001').slice(-32);
    expect(opened).toMatchObject([[anonymous, { caller: { kind: 'anonymous' } }, { callId: 8_000_001 }, false]]);
    expect(asked).toEqual([]);
  });

  it('parks with a remedy when Temporal refuses to open one', async () => {
    const refused = new CallbackRefused('Namespace default has no mapping defined for search attribute');
    const { stage } = await withCallbacks(null, () => Promise.reject(refused));
    expect(await stage.failureOf('reportToCallback', reportOf(missed))).toMatchObject({
      type: 'CallbackRefused',
      nonRetryable: true,
      message: `Temporal refuses to open the callback: ${refused.message}`,
      details: [{ remedy: expect.stringContaining('create it with the type Keyword') as unknown }],
    });
  });
});

it.each([
  ['are off', null],
  ['are absent', undefined],
])('does nothing where callbacks %s', async (_how, callbacks) => {
  const stage = await openStage({ deps: callbacks === undefined ? {} : { callbacks } });
  await stage.attempt('reportToCallback', reportOf(missed));
  await stage.attempt('reportToCallback', reportOf(answered));
  expect([stage.front.journal.entries, stage.aircall.journal.entries]).toEqual([[], []]);
});
