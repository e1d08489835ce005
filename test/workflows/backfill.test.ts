import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callWorkflowId } from '../../src/domain/ids.ts';
import {
  type BackfillInput,
  type BackfillOutcome,
  backfillState,
  backfillType,
  retry,
  skip,
} from '../../workflows/messages.ts';
import { keepGolden, replay } from '../replay/golden.ts';
import { bodyOf } from './body-of.ts';
import { playPastCall, playPastCalls } from './play-past-call.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

let stage: Stage;
let runs = 0;
beforeAll(async () => {
  const rules = [
    '{ on: comment, contains: urgent, tag: Follow-up, untagOnArchive: false }',
    '{ on: voicemail, moveTo: Voicemail, moveBackOnArchive: false }',
  ];
  // After that delay a call's lock has forgotten what it wrote, and the next call of the caller closes.
  const yaml = `voicemail: { delay: 2s }\ntags: { Billing: billing }\nrules: [${rules.join(', ')}]\nlines: { "50002": { inbox: Nowhere }, "50003": { log: false } }\n`;
  stage = await openStage(yaml, { frontRules: true }, realHome);
});
afterAll(() => stage.close());

const day = 86_400;
const now = (): number => Math.floor(Date.now() / 1000);
const agent = 70001;
const recording = { availableAfterMs: 0 };

async function begin(days: { from: number; to: number }, more: Partial<BackfillInput> = {}) {
  runs += 1;
  const period = { fromSeconds: now() - days.from * day, toSeconds: now() - days.to * day };
  const input: BackfillInput = { period, taskQueue: 'stage', ...more };
  const options = { workflowId: `backfill-test-${runs}`, taskQueue: 'stage', args: [input] };
  return await stage.client.workflow.start(backfillType, options);
}

async function backfill(days: { from: number; to: number }, more: Partial<BackfillInput> = {}, golden?: string) {
  const handle = await begin(days, more);
  const outcome = (await handle.result()) as BackfillOutcome;
  const history = await handle.fetchHistory();
  await replay(history, handle.workflowId);
  if (golden !== undefined) await keepGolden(golden, history);
  await stage.front.settled();
  return outcome;
}

describe('backfill', () => {
  it('logs calls with their own times, and archives the conversations that it begins', async () => {
    const caller = '+44 20 7946 7001';
    const firstAt = now() - 40 * day;
    const first = await playPastCall(stage.aircall, {
      startedAtSeconds: firstAt,
      caller,
      agent,
      talkSeconds: 60,
      recording,
      comments: [{ by: agent, content: 'urgent: call back', afterEndMs: 0 }],
      tags: [{ name: 'Billing', by: agent, afterEndMs: 0 }],
    });
    const voicemail = { availableAfterMs: 60_000 };
    const second = await playPastCall(stage.aircall, { startedAtSeconds: firstAt + day, caller, voicemail });
    const other = '+44 20 7946 7004';
    await playPastCall(stage.aircall, { startedAtSeconds: firstAt + day, caller: other, voicemail });
    await playPastCall(stage.aircall, { startedAtSeconds: firstAt + day, line: 50003 });

    expect((await backfill({ from: 41, to: 38 }, { countOnly: true })).counts).toMatchObject({ seen: 4, started: 3 });
    expect(stage.front.state.conversations).toEqual([]);
    const began = Date.now();
    const outcome = await backfill({ from: 41, to: 38 }, {}, 'backfill');
    expect(outcome).toMatchObject({ counts: { total: 4, seen: 4, started: 3, unwanted: 1 }, closed: 3, leftOpen: 0 });
    // Not the three minutes that a live call waits.
    expect(Date.now() - began).toBeLessThan(120_000);
    const conversation = stage.conversationOf('+442079467001');
    expect(conversation).toMatchObject({ status: 'archived', tagIds: [] });
    // Of the call that begins it: both are started at once.
    expect(conversation.subject).toMatch(/^(Inbound call|Voicemail) – Support UK$/);
    // No rule moves a voicemail of long ago, neither ours nor Front's own.
    const home = stage.front.state.inboxes.find(({ name }) => name === 'Aircall Phone')?.id;
    expect(stage.conversationOf('+442079467004')).toMatchObject({
      status: 'archived',
      subject: 'Voicemail – Support UK',
      inboxIds: [home],
    });
    expect(conversation.messages.map(({ externalId, createdAtSeconds }) => [externalId, createdAtSeconds])).toEqual([
      [`aircall-${first}-call`, firstAt],
      [`aircall-${first}-duration`, firstAt + 65],
      [`aircall-${first}-recording`, firstAt + 66],
      [`aircall-${second}-call`, firstAt + day],
      [`aircall-${second}-voicemail`, firstAt + day + 6],
    ]);
    expect(conversation.comments.map(({ body }) => body)).toEqual(['urgent: call back']);
    await keepGolden('past-call', await stage.client.workflow.getHandle(callWorkflowId(second)).fetchHistory());
    expect((await backfill({ from: 41, to: 38 })).counts).toMatchObject({ seen: 4, started: 0, known: 3 });
  });

  it('logs the same words of an agent on each of two calls of a caller', async () => {
    const startedAtSeconds = now() - 50 * day;
    const comments = [{ by: agent, content: 'Left voicemail', afterEndMs: 0 }];
    const past = { caller: '+44 20 7946 7005', agent, talkSeconds: 60, comments };
    await playPastCall(stage.aircall, { startedAtSeconds, ...past });
    await playPastCall(stage.aircall, { startedAtSeconds: startedAtSeconds + day, ...past });
    await backfill({ from: 51, to: 48 });
    const bodies = stage.conversationOf('+442079467005').comments.map(({ body }) => body);
    expect(bodies).toEqual(['Left voicemail', 'Left voicemail']);
  });

  it.each([['open'], ['archived']])('changes only the entries of a conversation that is %s', async (status) => {
    const number = status === 'open' ? '+442079467002' : '+442079467003';
    const live = status === 'open' ? 7002 : 7003;
    await stage.deliver(await stage.now(bodyOf('a6-call.ended.inbound-answered'), live, number, { tags: [] }));
    await stage.stateOf(live, ({ steps }) => 'append' in steps);
    await stage.front.settled();
    const conversation = stage.conversationOf(number);
    if (status === 'archived') stage.front.state.archiveConversation(conversation.id);
    const before = structuredClone(conversation);
    const startedAtSeconds = now() - 20 * day;
    const past = { startedAtSeconds, caller: number, agent: 70002, talkSeconds: 30, recording };
    const id = await playPastCall(stage.aircall, past);
    expect((await backfill({ from: 21, to: 19 })).counts.started).toBe(1);
    const { messages, updatedAtMs: _, ...rest } = stage.conversationOf(number);
    const { messages: earlier, updatedAtMs: __, ...expected } = before;
    expect(rest).toEqual(expected);
    expect(messages.slice(0, 3).map(({ externalId }) => externalId)).toEqual(
      ['call', 'duration', 'recording'].map((entry) => `aircall-${id}-${entry}`),
    );
    expect(messages.slice(3)).toEqual(earlier);
  });

  it('keeps five calls open at a time, and moves on past parked calls', async () => {
    const startedAtSeconds = now() - 60 * day;
    const parked: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const caller = `+44 20 7946 71${10 + n}`;
      parked.push(await playPastCall(stage.aircall, { startedAtSeconds: startedAtSeconds + n, caller, line: 50002 }));
    }
    const last = await playPastCall(stage.aircall, {
      startedAtSeconds: startedAtSeconds + 60,
      caller: '+44 20 7946 7120',
    });
    const patienceMs = 3_000;
    const handle = await begin({ from: 61, to: 59 }, { patienceMs });
    const { counts, leftOpen } = (await handle.result()) as BackfillOutcome;
    expect(counts.started).toBe(7);
    // The last one too, when the machine is slow.
    expect(leftOpen).toBeGreaterThanOrEqual(6);
    const startOf = async (id = 0) =>
      (await stage.client.workflow.getHandle(callWorkflowId(id)).describe()).startTime.getTime();
    const starts = await Promise.all(parked.map(startOf));
    // By the server's clock, for the machine may be slow: the sixth waits until the first five have had their time.
    expect((starts[5] ?? 0) - Math.min(...starts)).toBeGreaterThanOrEqual(patienceMs);
    expect(await stage.outcomeOf(last)).toMatchObject({ state: 'done' });
    for (const id of parked) {
      await stage.client.workflow.getHandle(callWorkflowId(id)).signal(retry, { inbox: 'Support' });
      expect(await stage.outcomeOf(id)).toMatchObject({ state: 'done' });
    }
  });

  it('waits for a person while Aircall denies access, then continues', async () => {
    const fault = stage.aircall.faults.add({ path: '^/v1/calls$', kind: 'status', status: 403 });
    const handle = await begin({ from: 90, to: 80 });
    await expect
      .poll(async () => (await handle.query(backfillState)).parked, { timeout: 120_000 })
      .toMatchObject([{ failure: 'AircallUnauthorized', step: 'list' }]);
    const { searchAttributes } = await handle.describe();
    expect(searchAttributes).toMatchObject({ CallthreadState: ['parked'], CallthreadFailure: ['AircallUnauthorized'] });
    stage.aircall.faults.remove(fault);
    await handle.signal(retry);
    expect(await handle.result()).toMatchObject({ counts: { seen: 0 }, parked: [] });
    expect((await handle.describe()).searchAttributes['CallthreadState'] ?? []).toEqual([]);
  });

  it('ends with what it has done when a person skips it', async () => {
    const fault = stage.aircall.faults.add({ path: '^/v1/calls$', kind: 'status', status: 403 });
    const handle = await begin({ from: 95, to: 91 });
    await expect
      .poll(async () => (await handle.query(backfillState)).parked, { timeout: 120_000 })
      .toMatchObject([{ step: 'list' }]);
    stage.aircall.faults.remove(fault);
    await handle.signal(skip);
    expect(await handle.result()).toMatchObject({ skipped: true, counts: { seen: 0, started: 0 } });
  });

  it('reads more pages than one history can hold', async () => {
    await playPastCalls(stage.aircall, 550, { startedAtSeconds: now() - 120 * day, line: 50003 });
    const handle = await begin({ from: 121, to: 119 });
    const firstRun = handle.firstExecutionRunId;
    expect(await handle.result()).toMatchObject({ counts: { total: 550, seen: 550, unwanted: 550, started: 0 } });
    expect((await stage.client.workflow.getHandle(handle.workflowId).describe()).runId).not.toBe(firstRun);
  });
});
