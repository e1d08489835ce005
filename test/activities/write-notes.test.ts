import { describe, expect, it } from 'vitest';
import { preferences } from './stage.ts';
import { asked, callId, notes, withNotes } from './with-notes.ts';

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
    const answer = { summary: { content: { unknown: true } } };
    stage.aircall.faults.add({ path: '/summary', kind: 'status', status: 200, body: answer });
    expect(await stage.attempt('writeNotes', asked())).toMatchObject({ written: ['topics'], missing: [] });
    expect(bodies()).toEqual([expect.not.stringContaining('refund')]);
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
