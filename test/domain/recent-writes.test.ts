import { expect, it } from 'vitest';
import { laterCalls } from '../../src/domain/entries.ts';
import { addWrite } from '../../src/domain/recent-writes.ts';
import { aCall } from '../fixtures/a-call.ts';

const older = aCall({ id: 1, endedAtSeconds: 1_760_000_100 });
const newer = aCall({ id: 2, endedAtSeconds: 1_760_000_500 });
const nothing = { assigned: false, subject: null };
const subject = { conversationId: 'cnv_1', subject: 'Inbound call – Support UK' };

it('addWrite keeps what calls changed, with the latest end of each kind', () => {
  expect(addWrite(null, older, nothing)).toBeNull();
  const first = addWrite(null, newer, { assigned: true, subject: null });
  expect(first).toEqual({ endedAtSeconds: 1_760_000_500, assignedEndedAtSeconds: 1_760_000_500, subject: null });
  expect(addWrite(first, older, { assigned: true, subject })).toEqual({ ...first, subject });
  expect(addWrite(first, older, nothing)).toBe(first);
});

it('addWrite keeps a subject without an assignment, and either of them beside the other', () => {
  const first = addWrite(null, older, { assigned: false, subject });
  expect(first).toEqual({ endedAtSeconds: 1_760_000_100, assignedEndedAtSeconds: null, subject });
  const assigned = { endedAtSeconds: 1_760_000_500, assignedEndedAtSeconds: 1_760_000_500, subject };
  expect(addWrite(first, newer, { assigned: true, subject: null })).toEqual(assigned);
  const other = { conversationId: 'cnv_2', subject: 'Voicemail – Support UK' };
  expect(addWrite(assigned, older, { assigned: false, subject: other })).toEqual({ ...assigned, subject: other });
});

it('addWrite takes the start of a call whose end is unknown', () => {
  const call = aCall({ endedAtSeconds: null });
  expect(addWrite(null, call, { assigned: false, subject })?.endedAtSeconds).toBe(1_760_000_000);
});

it('laterCalls detects a later call from recent writes before Front shows it', () => {
  const recent = addWrite(null, newer, { assigned: true, subject: null });
  expect(laterCalls([], older, recent)).toMatchObject({ any: true, assigned: true });
  expect(laterCalls([], newer, addWrite(null, older, { assigned: true, subject: null }))).toMatchObject({ any: false });
});

it('laterCalls leaves the assignment to the earlier call if the later agent has no teammate', () => {
  const text = `Duration: 12 s`;
  const entry = { createdAtSeconds: 1_760_000_500, text, authorId: null };
  expect(laterCalls([entry], older, null)).toMatchObject({ any: true, assigned: false });
  expect(laterCalls([{ ...entry, authorId: 'tea_1' }], older, null)).toMatchObject({ any: true, assigned: true });
  const own = { ...entry, authorId: 'tea_1', text: 'https://assets.aircall.io/calls/1/recording' };
  expect(laterCalls([own], older, null)).toMatchObject({ any: false });
  const before = { createdAtSeconds: 1_760_000_000, text, authorId: 'tea_2' };
  const unknown = { ...before, authorId: null };
  expect([...laterCalls([unknown, before, unknown], older, null).earlierAuthorIds]).toEqual(['tea_2']);
});

it('laterCalls goes by when calls ended, not by the audio links that follow', () => {
  const link = { createdAtSeconds: 1_760_000_101, text: 'Voicemail: https://assets.aircall.io/calls/3/voicemail' };
  expect(laterCalls([{ ...link, authorId: null }], older, null)).toMatchObject({ any: false });
  const before = addWrite(null, aCall({ id: 3, endedAtSeconds: 1_760_000_100 }), { assigned: true, subject: null });
  expect(laterCalls([], newer, before)).toMatchObject({ assigned: false, assignedByEarlier: true });
});

it('laterCalls detects a later call from a recent subject alone, which says nothing of assignments', () => {
  const recent = addWrite(null, newer, { assigned: false, subject });
  expect(laterCalls([], older, recent)).toEqual({
    any: true,
    assigned: false,
    assignedByEarlier: false,
    earlierAuthorIds: new Set(),
  });
});
