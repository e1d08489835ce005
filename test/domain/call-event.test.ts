import { describe, expect, it } from 'vitest';
import { isLate, neededEvents, newness } from '../../src/domain/call-event.ts';
import type { Preferences } from '../../src/domain/settings.ts';
import { aCall } from '../fixtures/a-call.ts';
import { preferencesWith } from '../fixtures/preferences-with.ts';

const nowMs = Date.parse('2026-06-15T12:00:00Z');
const endedAgo = (seconds: number) => ({ endedAtSeconds: nowMs / 1000 - seconds });

it.each([
  ['has just ended is not late', endedAgo(0), false],
  ['ended two minutes ago is not late', endedAgo(120), false],
  ['ended longer ago is late', endedAgo(121), true],
  ['ends in the future, by another clock, is not late', endedAgo(-60), false],
  ['has no known end is not late', { endedAtSeconds: null }, false],
])('a call that %s', (_what, call, late) => {
  expect(isLate(call, nowMs)).toBe(late);
});

it('counts to the millisecond whether a call is late', () => {
  expect(isLate(endedAgo(120), nowMs + 1)).toBe(true);
  expect(isLate(endedAgo(120), nowMs + 1, 1)).toBe(false);
});

it('does not count deliberate waiting as late', () => {
  expect(isLate(endedAgo(150), nowMs, 30_000)).toBe(false);
  expect(isLate(endedAgo(151), nowMs, 30_000)).toBe(true);
});

describe('neededEvents', () => {
  const ofCalls = [
    'call.ended',
    'call.voicemail_left',
    'call.comm_assets_generated',
    'call.commented',
    'call.tagged',
    'call.untagged',
  ];
  const { ai, card } = preferencesWith();
  const noNotes = { ...ai, summary: false, topics: false, actionItems: false };

  it.each<[string, Partial<Preferences>, string[]]>([
    ['the calls alone without notes and card', { ai: noNotes }, []],
    ['the notes that are wanted', { ai: { ...noNotes, topics: true } }, ['topics.created']],
    [
      'ringing and answers for the card',
      { ai: noNotes, card: { ...card, enabled: true } },
      ['call.created', 'call.answered'],
    ],
    [
      'both by what is configured',
      { card: { ...card, enabled: true } },
      ['summary.created', 'topics.created', 'action_item.created', 'call.created', 'call.answered'],
    ],
  ])('registers %s', (_what, changed, more) => {
    expect(neededEvents(preferencesWith(changed))).toEqual([...ofCalls, ...more]);
  });
});

describe('newness', () => {
  const ringing = aCall({ endedAtSeconds: null });
  const billing = { id: 30001, name: 'Billing' };
  const complaint = { id: 30002, name: 'Complaint' };
  const tagged = aCall({ tags: [billing] });

  it('sorts events by time, then by what they know', () => {
    const sorted = [
      newness({ name: 'call.ended', saidAtSeconds: 99, call: aCall() }),
      newness({ name: 'call.commented', saidAtSeconds: 1_760_000_000, call: ringing }),
      newness({ name: 'call.untagged', saidAtSeconds: 1_760_000_000, call: ringing }),
      newness({ name: 'call.ended', saidAtSeconds: 1_760_000_000, call: aCall() }),
      newness({ name: 'call.tagged', saidAtSeconds: 1_760_000_000, call: tagged }),
      newness({ name: 'call.tagged', saidAtSeconds: 1_760_000_000, call: aCall({ tags: [billing, complaint] }) }),
      newness({ name: 'call.untagged', saidAtSeconds: 1_760_000_000, call: aCall() }),
      newness({ name: 'call.commented', saidAtSeconds: 1_760_000_001, call: ringing }),
    ];
    expect(sorted).toEqual(sorted.toSorted());
    expect(new Set(sorted).size).toBe(sorted.length);
  });

  it('is the same for unknown tags as for none', () => {
    const said = { name: 'fetched', saidAtSeconds: 1_760_000_000 } as const;
    expect(newness({ ...said, call: aCall({ tags: null }) })).toBe(newness({ ...said, call: aCall({ tags: [] }) }));
  });
});
