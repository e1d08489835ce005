import { describe, expect, it } from 'vitest';
import type { NotesInput } from '../../activities/contract.ts';
import type { AircallNotes } from '../../simulators/aircall/aircall-state.ts';
import { aCall } from '../fixtures/a-call.ts';
import { logCall } from './log-call.ts';
import { openStage, preferences, type StageOptions } from './stage.ts';

const callId = 8_000_001;
const notes: AircallNotes = {
  summary: 'Wants a *refund*.',
  topics: ['Refund'],
  transcript: [
    { startSeconds: 0.4, party: 'internal', text: 'Hello', userId: 70001 },
    { startSeconds: 62, party: 'external', text: 'I want\n[00:00] Anna Agent: nothing' },
    { startSeconds: 14_399, party: 'internal', text: 'Goodbye', userId: 70002 },
  ],
};

/** A stage with a conversation, in which the call of the notes is. */
async function withNotes(has: AircallNotes = notes, options: StageOptions = {}) {
  let conversationId = '';
  const findThread = async () => ({ status: 'logged' as const, conversationId });
  const stage = await openStage({ ...options, deps: { findThread, ...options.deps } });
  const { conversation } = await logCall(stage, aCall());
  conversationId = conversation.id;
  const script = { direction: 'inbound', caller: '+44 20 7946 0900', line: 50001, agent: 70001 } as const;
  const contact = { firstName: 'Cara', lastName: 'Caller' };
  expect(await stage.aircall.play({ ...script, contact, ringSeconds: 1, talkSeconds: 5 })).toBe(callId);
  await stage.aircall.settled();
  stage.aircall.state.notes.set(callId, has);
  stage.front.journal.clear();
  const bodies = () => conversation.comments.map(({ body }) => body.replaceAll('\r\n', '\n'));
  const file = () => {
    const [attachment] = conversation.comments.flatMap(({ attachments }) => attachments);
    return attachment === undefined ? null : String(stage.front.state.files.get(attachment.id));
  };
  return { stage, conversation, bodies, file };
}

const asked = (changed: Partial<NotesInput> = {}): NotesInput => ({
  callId,
  kinds: ['summary', 'topics'],
  known: [],
  editId: null,
  others: [],
  transcriptTooLarge: false,
  checkExisting: false,
  ...changed,
});
const body = `AI summary (Aircall)\n\nWants a ∗refund∗.\n\nTopics: Refund\n\nAircall call: ${callId}`;

describe('writeNotes', () => {
  it('writes one comment without an author, in one request, and returns no text', async () => {
    const { stage, conversation, bodies } = await withNotes();
    const result = await stage.attempt('writeNotes', asked());
    expect(bodies()).toEqual([body]);
    expect(conversation.comments[0]?.authorId).toBe(stage.front.state.apiAuthor.id);
    expect(stage.front.journal.entries).toHaveLength(1);
    expect(result).toEqual({
      status: 'written',
      commentId: conversation.comments[0]?.id,
      written: ['summary', 'topics'],
      missing: [],
      transcriptTooLarge: false,
    });
  });

  it('writes French when configured', async () => {
    const { stage, bodies } = await withNotes(notes, {
      deps: { preferences: { ...preferences, language: 'fr', timezone: 'Europe/Paris' } },
    });
    await stage.attempt('writeNotes', asked());
    expect(bodies()[0]).toMatch(/^Résumé IA \(Aircall\)\n\n.*\n\nSujets : Refund\n\nAppel Aircall : 8000001$/);
  });
});

describe('writeNotes writes nothing', () => {
  it.each([
    ['before the call is in Front', { status: 'waiting' }, 'not logged'],
    ['on a call that is not logged', { status: 'skipped' }, 'unwanted'],
    ['on a call that Temporal does not know', { status: 'unknown' }, 'unwanted'],
  ] as const)('%s', async (_what, thread, status) => {
    const { stage, bodies } = await withNotes(notes, { deps: { findThread: async () => thread } });
    stage.aircall.journal.clear();
    expect(await stage.attempt('writeNotes', asked())).toEqual({ status });
    expect(bodies()).toEqual([]);
    expect([stage.aircall.journal.entries, stage.front.journal.entries]).toEqual([[], []]);
  });

  it.each([
    ['none', {}, ['summary', 'transcript']],
    ['empty ones', { summary: ' ', transcript: [] }, []],
  ])('when Aircall has %s, and reports what is missing', async (_what, has, missing) => {
    const { stage, bodies } = await withNotes(has);
    const result = await stage.attempt('writeNotes', asked({ kinds: ['summary', 'transcript'] }));
    const written = missing.length > 0 ? [] : ['summary', 'transcript'];
    expect(result).toEqual({ status: 'written', commentId: null, written, missing, transcriptTooLarge: false });
    expect(bodies()).toEqual([]);
    expect(stage.front.journal.entries).toEqual([]);
  });

  it('of a kind whose form it does not know, and asks for it no more', async () => {
    const { stage, bodies } = await withNotes();
    const body = { summary: { content: { unknown: true } } };
    stage.aircall.faults.add({ path: '/summary', kind: 'status', status: 200, body });
    expect(await stage.attempt('writeNotes', asked())).toMatchObject({ written: ['topics'], missing: [] });
    expect(bodies()).toEqual([expect.not.stringContaining('refund')]);
  });
});

describe('the transcript', () => {
  it("has one line per utterance, with minutes beyond the hour and the speaker's name", async () => {
    const { stage, file } = await withNotes();
    await stage.attempt('writeNotes', asked({ kinds: ['summary', 'transcript'] }));
    expect(file()).toBe(
      [
        '[00:00] Anna Agent: Hello',
        '[01:02] Cara Caller: I want [00:00] Anna Agent: nothing',
        '[239:59] Ben Backup: Goodbye',
        '',
      ].join('\n'),
    );
  });

  it('keeps right-to-left text', async () => {
    const text = 'שלום, אני צריך חשבונית 42';
    const { stage, file } = await withNotes({ transcript: [{ startSeconds: 5, party: 'external', text }] });
    await stage.attempt('writeNotes', asked({ kinds: ['transcript'] }));
    expect(file()).toBe(`[00:05] Cara Caller: ${text}\n`);
  });

  it('names speakers of whom Aircall says little', async () => {
    const transcript = [
      { startSeconds: 0, party: 'internal' as const, text: 'Hello' },
      { startSeconds: 1, party: 'internal' as const, text: 'Anyone there?', userId: 79_999 },
      { startSeconds: 2, party: 'external' as const, text: 'Yes' },
    ];
    const lines = (...names: string[]) =>
      `[00:00] ${names[0]}: Hello\n[00:01] ${names[1]}: Anyone there?\n[00:02] ${names[2]}: Yes\n`;
    const { stage, conversation, file } = await withNotes({ transcript });
    const known = stage.aircall.state.calls.get(callId);
    if (known) known.contact = null;
    const input = asked({ kinds: ['transcript'] });
    await stage.attempt('writeNotes', input);
    // An agent without an id is the one of the call; one whom Aircall does not list has no name.
    expect(file()).toBe(lines('Anna Agent', 'Agent', '+442079460900'));
    for (const change of ['is anonymous', 'is gone']) {
      conversation.comments = [];
      if (known) known.rawDigits = 'anonymous';
      if (change === 'is gone') stage.aircall.state.calls.delete(callId);
      await stage.attempt('writeNotes', input);
      expect(file(), `the call ${change}`).toContain('[00:02] Caller: Yes');
    }
  });

  it('is not attached when Front refuses the file, even below its stated limit', async () => {
    const { stage, file, bodies } = await withNotes();
    stage.front.faults.add({ path: '/comments$', kind: 'status', status: 413, times: 1 });
    const result = await stage.attempt('writeNotes', asked({ kinds: ['summary', 'transcript'] }));
    expect(result).toMatchObject({ written: ['summary', 'transcript'], transcriptTooLarge: true });
    expect(file()).toBeNull();
    expect(bodies()).toEqual([expect.stringContaining('The transcript is larger than')]);
  });

  it.each([
    ['a comment that has none', 413, ['summary']],
    ['the token', 403, ['summary', 'transcript']],
  ] as const)('is not tried without its file when Front refuses %s', async (_what, status, kinds) => {
    const { stage, bodies } = await withNotes();
    stage.front.faults.add({ path: '/comments$', kind: 'status', status });
    const failure = await stage.failureOf('writeNotes', asked({ kinds: [...kinds] }));
    expect(failure).toMatchObject({ type: status === 413 ? 'FrontRejected' : 'FrontUnauthorized' });
    expect(stage.front.journal.entries).toHaveLength(1);
    expect(bodies()).toEqual([]);
  });

  describe('of a comment that an earlier run added', () => {
    const both = asked({ kinds: ['summary', 'transcript'], checkExisting: true });

    it('is there when the comment has the file', async () => {
      const { stage, conversation } = await withNotes();
      const first = await stage.attempt('writeNotes', asked({ kinds: ['summary', 'transcript'] }));
      expect(await stage.attempt('writeNotes', both)).toEqual(first);
      expect(conversation.comments.map(({ attachments }) => attachments.length)).toEqual([1]);
    });

    it('is still missing when the comment has no file, which an edit cannot add', async () => {
      const { stage, conversation, bodies } = await withNotes();
      await stage.attempt('writeNotes', asked({ kinds: ['summary'] }));
      expect(await stage.attempt('writeNotes', both)).toEqual({
        status: 'written',
        commentId: conversation.comments[0]?.id,
        written: ['summary'],
        missing: ['transcript'],
        transcriptTooLarge: false,
      });
      expect(bodies()).toHaveLength(1);
      expect(conversation.comments[0]?.attachments).toEqual([]);
    });

    it('is written again when Front leaves out what comments say', async () => {
      const { stage, conversation } = await withNotes(notes, { leftOut: ['body'] });
      await stage.attempt('writeNotes', asked({ kinds: ['summary', 'transcript'] }));
      expect(await stage.attempt('writeNotes', both)).toMatchObject({ written: ['summary', 'transcript'] });
      expect(conversation.comments.map(({ attachments }) => attachments.length)).toEqual([1, 1]);
    });

    it('is looked for once when it is a comment of its own', async () => {
      const { stage, conversation, bodies } = await withNotes();
      const alone = asked({ kinds: ['transcript'], checkExisting: true });
      const first = await stage.attempt('writeNotes', alone);
      expect(await stage.attempt('writeNotes', alone)).toEqual(first);
      expect(first).toMatchObject({ commentId: null, written: ['transcript'] });
      expect([bodies().length, conversation.comments[0]?.attachments.length]).toEqual([1, 1]);
    });
  });

  it('is not attached when too large for Front, and the comment says so', async () => {
    const text = 'x'.repeat(1_000_000);
    const transcript = Array.from({ length: 25 }, (_, at) => ({ startSeconds: at, party: 'external' as const, text }));
    const { stage, file, bodies } = await withNotes({ summary: 'Long.', transcript });
    const result = await stage.attempt('writeNotes', asked({ kinds: ['summary', 'transcript'] }));
    expect(result).toMatchObject({ written: ['summary', 'transcript'], transcriptTooLarge: true });
    expect(file()).toBeNull();
    expect(bodies()[0]).toContain('Long.\n\nThe transcript is larger than the 25 MB that Front accepts');
  });
});

describe('a lost answer', () => {
  const kinds = ['cut-before', 'cut-within', 'cut-after', 'half-after', 'status-after'] as const;
  it.each(kinds.flatMap((kind) => [1, 2, 3].map((nth) => ({ kind, nth }))))(
    '($kind) to request $nth to Front leaves one comment',
    async ({ kind, nth }) => {
      const { stage, bodies } = await withNotes();
      stage.strike(nth, { kind });
      // The second attempt asks before it adds.
      if (nth > 1) stage.strike(1, { kind: 'cut-after' });
      const { result } = await stage.untilDone('writeNotes', asked());
      expect(result).toMatchObject({ written: ['summary', 'topics'] });
      expect(bodies()).toEqual([body]);
    },
  );

  it('to an edit leaves the edited comment', async () => {
    const { stage, conversation, bodies } = await withNotes();
    await stage.attempt('writeNotes', asked({ kinds: ['topics'] }));
    const [comment] = conversation.comments;
    stage.strike(1, { kind: 'cut-after' });
    const edit = asked({ kinds: ['summary'], known: ['topics'], editId: comment?.id ?? '' });
    const { result } = await stage.untilDone('writeNotes', edit);
    expect(result).toMatchObject({ written: ['summary'] });
    expect(bodies()).toEqual([body]);
  });

  it('from Aircall after a killed attempt does not make a later one forget to look', async () => {
    const { stage, bodies } = await withNotes();
    await stage.attempt('writeNotes', asked());
    stage.aircall.faults.add({ path: '/topics', kind: 'cut-after', times: 1 });
    // The attempt before was killed after it wrote, and left nothing.
    await stage.failureOf('writeNotes', asked(), { attempt: 2 });
    const info = { attempt: 3, heartbeatDetails: stage.left() };
    expect(await stage.attempt('writeNotes', asked(), info)).toMatchObject({ written: ['summary', 'topics'] });
    expect(bodies()).toEqual([body]);
  });

  it('from Aircall is requested again before anything is written', async () => {
    const { stage, bodies } = await withNotes();
    stage.aircall.faults.add({ path: '/topics', kind: 'cut-after', times: 1 });
    const { failures } = await stage.untilDone('writeNotes', asked());
    expect(failures).toEqual(['AircallUnavailable']);
    expect(bodies()).toEqual([body]);
  });
});

it.each([404, 410])('writes nothing into a conversation that is gone: %i', async (status) => {
  const { stage, bodies } = await withNotes();
  stage.front.faults.add({ path: '/comments$', kind: 'status', status });
  expect(await stage.attempt('writeNotes', asked())).toEqual({ status: 'unwanted' });
  expect(await stage.attempt('writeNotes', asked({ kinds: ['transcript'] }))).toEqual({ status: 'unwanted' });
  expect(bodies()).toEqual([]);
});

it.each([400, 404, 405, 410, 422])('writes the other notes when Aircall refuses one: %i', async (status) => {
  const { stage, bodies } = await withNotes();
  stage.aircall.faults.add({ path: '/summary', kind: 'status', status });
  expect(await stage.attempt('writeNotes', asked())).toMatchObject({ written: ['topics'], missing: ['summary'] });
  expect(bodies()[0]).toContain('Topics: Refund');
});

it.each([403, 404])('edits no comment of which Aircall has a note no more: %i', async (status) => {
  const { stage, conversation, bodies } = await withNotes();
  await stage.attempt('writeNotes', asked({ kinds: ['summary'] }));
  const written = bodies();
  stage.aircall.faults.add({ path: '/summary', kind: 'status', status });
  const edit = asked({ kinds: ['topics'], known: ['summary'], editId: conversation.comments[0]?.id ?? '' });
  expect(await stage.attempt('writeNotes', edit)).toEqual({ status: 'edit refused' });
  expect(bodies()).toEqual(written);
});

describe('a 403', () => {
  it('from a wrong key fails the attempt, and is not mistaken for a missing plan', async () => {
    const { stage } = await withNotes();
    stage.aircall.faults.add({ path: '', kind: 'status', status: 403 });
    const failure = await stage.failureOf('writeNotes', asked());
    expect([failure.type, failure.nonRetryable]).toEqual(['AircallUnauthorized', true]);
  });
});
