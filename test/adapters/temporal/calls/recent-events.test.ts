import { describe, expect, it } from 'vitest';
import { createEventDeduplicator } from '../../../../src/adapters/temporal/calls/recent-events.ts';
import type { Call } from '../../../../src/domain/call.ts';
import type { CallEvent } from '../../../../src/domain/call-event.ts';
import { aCall } from '../../../fixtures/a-call.ts';

const anEvent = (name: CallEvent['name'], changed: Partial<Call> = {}, saidAtSeconds = 1_760_000_240): CallEvent => ({
  name,
  saidAtSeconds,
  call: aCall(changed),
});
const comment = { id: 1, content: 'Called back', postedAtSeconds: 1_760_000_300, author: null };
const ended = anEvent('call.ended', { recordingReady: true });
const noTags = { tags: {} };

describe('createEventDeduplicator', () => {
  it.each<[string, CallEvent, boolean]>([
    ['a repeat', ended, true],
    [
      'an event of other name that says the same',
      anEvent('call.comm_assets_generated', { recordingReady: true }, 1_760_000_250),
      true,
    ],
    ['a comment', anEvent('call.commented', { recordingReady: true, comments: [comment] }), false],
    [
      'an agent who was not known',
      anEvent('call.commented', { recordingReady: true, agent: { id: 5, name: 'Eve', email: null } }, 1_760_000_260),
      false,
    ],
    ['another call', anEvent('call.ended', { id: 2, recordingReady: true }), false],
  ])('decides whether an event after call.ended is known: %s', (_what, event, known) => {
    const recent = createEventDeduplicator();
    recent.remember(ended);
    expect(recent.isKnown(event, noTags)).toBe(known);
  });

  it('knows only exact repeats until the call has ended', () => {
    const recent = createEventDeduplicator();
    const hungUp = anEvent('call.hungup', {}, 1_760_000_209);
    recent.remember(hungUp);
    expect(recent.isKnown(hungUp, noTags)).toBe(true);
    expect(recent.isKnown(anEvent('call.ended'), noTags)).toBe(false);
  });

  it('lets newer tags through when tags are mapped', () => {
    const recent = createEventDeduplicator();
    recent.remember(ended);
    const later = anEvent('call.untagged', { recordingReady: true }, 1_760_000_400);
    expect(recent.isKnown(later, { tags: { Billing: 'billing' } })).toBe(false);
    expect(recent.isKnown(later, noTags)).toBe(true);
  });

  it('forgets events after ten minutes', () => {
    let nowMs = 0;
    const recent = createEventDeduplicator(() => nowMs);
    expect(recent.isKnown(ended, noTags)).toBe(false);
    recent.remember(ended);
    nowMs = 599_999;
    expect(recent.isKnown(ended, noTags)).toBe(true);
    nowMs = 600_000;
    expect(recent.isKnown(ended, noTags)).toBe(false);
  });
});
