import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import { newness, saysSomethingNew } from '../../src/domain/call-event.ts';
import { type Qualification, qualify } from '../../src/domain/qualification.ts';
import { type Preferences, settingsFor } from '../../src/domain/settings.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { preferencesWith } from '../fixtures/preferences-with.ts';

const comments = [{ id: 1, content: 'Wants a refund', author: anAgent(), postedAtSeconds: 1_760_000_300 }];
const tags = [{ id: 30001, name: 'Billing' }];
const mapped = { tags: { Billing: 'billing' } };
const audio = { recordingReady: true, voicemailLeft: true, voicemailReady: true };

type AlreadyWritten = Parameters<typeof saysSomethingNew>[1];

const skippedAs = (kind: Qualification): Partial<AlreadyWritten> => ({
  state: 'skipped',
  reason: `calls: ${kind} is set to skip`,
});
const skips = (...kinds: Qualification[]): Partial<Preferences> => ({
  calls: { ...preferencesWith({}).calls, ...Object.fromEntries(kinds.map((kind) => [kind, 'skip'])) },
});

describe('saysSomethingNew', () => {
  it.each<[boolean, string, Call, Partial<AlreadyWritten>, Partial<Preferences>]>([
    [false, 'an event that repeats what is written', aCall(), {}, {}],
    [true, 'a comment', aCall({ comments }), {}, {}],
    [false, 'a comment already in Front', aCall({ comments }), { commentIds: [1] }, {}],
    [true, 'a comment beside one already in Front', aCall({ comments }), { commentIds: [2] }, {}],
    [false, 'a comment on a missed call', aMissedCall({ comments }), {}, {}],
    [
      true,
      'a comment on an answered call whose event omits the answer',
      aMissedCall({ comments }),
      { qualification: 'inbound-answered' },
      {},
    ],
    [true, 'a comment on a missed call with comments: all', aMissedCall({ comments }), {}, { comments: 'all' }],
    [true, 'a recording', aCall(audio), {}, {}],
    [false, 'a recording already in Front', aCall(audio), { entries: ['call', 'recording'] }, {}],
    [false, 'a recording with recordings: off', aCall(audio), {}, { recordings: 'off' }],
    [true, 'a voicemail', aMissedCall(audio), {}, {}],
    [false, 'a voicemail already in Front', aMissedCall(audio), { entries: ['voicemail'] }, {}],
    [false, 'a voicemail without its audio', aMissedCall({ voicemailLeft: true }), {}, {}],
    [true, 'a tag', aCall({ tags }), {}, mapped],
    [false, 'a tag that is not mapped', aCall({ tags }), {}, {}],
    [false, 'a tag already in Front', aCall({ tags }), { tags: ['billing'] }, mapped],
    [true, 'a removed tag', aCall(), { tags: ['billing'] }, mapped],
    [false, 'an event that does not say the tags', aCall({ tags: null }), { tags: ['billing'] }, mapped],
    [
      false,
      'a tag in an outdated event',
      aCall({ tags }),
      { tagsSaid: newness({ name: 'call.untagged', saidAtSeconds: 101, call: aCall() }) },
      mapped,
    ],
    [false, 'anything about a call that is not logged', aCall({ comments, ...audio }), { state: 'skipped' }, {}],
    [true, 'a late voicemail on a call skipped as missed', aMissedCall(audio), skippedAs('missed'), skips('missed')],
    [
      true,
      'a late voicemail on a call skipped as out of hours',
      aMissedCall(audio),
      skippedAs('out-of-hours'),
      skips('out-of-hours'),
    ],
    [true, 'an answer to a call skipped as missed', aCall(), skippedAs('missed'), skips('missed')],
    [
      true,
      'a reason that changes the kind of a skipped call',
      aMissedCall({ missedReason: 'abandoned_in_ivr' }),
      skippedAs('missed'),
      skips('missed'),
    ],
    [false, 'a skipped call that stays of the same kind', aMissedCall(), skippedAs('missed'), skips('missed')],
    [false, 'a skipped call of a kind that is logged by now', aMissedCall(), skippedAs('missed'), {}],
    [false, 'a change to another skipped kind', aMissedCall(audio), skippedAs('missed'), skips('missed', 'voicemail')],
    [
      false,
      'an event that omits the reason',
      aMissedCall({ missedReason: null }),
      skippedAs('out-of-hours'),
      skips('out-of-hours'),
    ],
    [false, 'an event that omits the answer', aMissedCall(), skippedAs('inbound-answered'), skips('inbound-answered')],
    [
      false,
      'a voicemail on a call that a person skipped',
      aMissedCall(audio),
      { state: 'skipped', reason: 'skipped by a person' },
      skips('missed'),
    ],
    [
      false,
      'a voicemail on a line that is not logged',
      aMissedCall(audio),
      skippedAs('missed'),
      { ...skips('missed'), lines: { '50001': { log: false } } },
    ],
  ])('is %s for %s', (wanted, _by, call, already, preferences) => {
    const written: AlreadyWritten = {
      state: 'done',
      reason: null,
      qualification: qualify(call),
      entries: ['call'],
      commentIds: [],
      tags: [],
      tagsSaid: newness({ name: 'call.tagged', saidAtSeconds: 99, call: aCall({ tags }) }),
      ...already,
    };
    const settings = settingsFor(preferencesWith(preferences), call.line);
    expect(saysSomethingNew({ name: 'call.ended', saidAtSeconds: 100, call }, written, settings)).toBe(wanted);
  });
});
