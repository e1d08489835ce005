import { describe, expect, it } from 'vitest';
import { createEventDeduplicator } from '../../../src/adapters/temporal/calls/recent-events.ts';
import type { Call } from '../../../src/domain/call.ts';
import type { CallEvent } from '../../../src/domain/call-event.ts';
import { aCall } from '../../fixtures/a-call.ts';

const tell = (name: CallEvent['name'], changed: Partial<Call> = {}, saidAtSeconds = 1_760_000_240): CallEvent => ({
  name,
  saidAtSeconds,
  call: aCall(changed),
});
const comment = { id: 1, content: 'Called back', postedAtSeconds: 1_760_000_300, author: null };
const ended = tell('call.ended', { recordingReady: true });
const noTags = { tags: {} };

describe('what Temporal has been told of a call', () => {
  it.each<[string, CallEvent, boolean]>([
    ['a repeat', ended, true],
    [
      'an event of other name that says the same',
      tell('call.comm_assets_generated', { recordingReady: true }, 1_760_000_250),
      true,
    ],
    ['a comment', tell('call.commented', { recordingReady: true, comments: [comment] }), false],
    [
      'an agent who was not known',
      tell('call.commented', { recordingReady: true, agent: { id: 5, name: 'Eve', email: null } }, 1_760_000_260),
      false,
    ],
    ['another call', tell('call.ended', { id: 2, recordingReady: true }), false],
  ])('after call.ended: %s', (_what, event, known) => {
    const told = createEventDeduplicator();
    told.remember(ended);
    expect(told.isKnown(event, noTags)).toBe(known);
  });

  it('before the call has ended nothing but a repeat is known', () => {
    const told = createEventDeduplicator();
    const hungUp = tell('call.hungup', {}, 1_760_000_209);
    told.remember(hungUp);
    expect(told.isKnown(hungUp, noTags)).toBe(true);
    expect(told.isKnown(tell('call.ended'), noTags)).toBe(false);
  });

  it('a newer word on the tags counts where tags are mapped', () => {
    const told = createEventDeduplicator();
    told.remember(ended);
    const later = tell('call.untagged', { recordingReady: true }, 1_760_000_400);
    expect(told.isKnown(later, { tags: { Billing: 'billing' } })).toBe(false);
    expect(told.isKnown(later, noTags)).toBe(true);
  });

  it('is nothing that was not stored, nor what was ten minutes ago', () => {
    let nowMs = 0;
    const told = createEventDeduplicator(() => nowMs);
    expect(told.isKnown(ended, noTags)).toBe(false);
    told.remember(ended);
    nowMs = 599_999;
    expect(told.isKnown(ended, noTags)).toBe(true);
    nowMs = 600_000;
    expect(told.isKnown(ended, noTags)).toBe(false);
  });
});
