import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WeekHours } from '../../../src/domain/callbacks/business-hours.ts';
import {
  type Contact,
  closedAtSeconds,
  closingOf,
  countAttempts,
  type Debt,
  dueSteps,
  isContact,
  type Miss,
  openMisses,
} from '../../../src/domain/callbacks/debt.ts';
import { aCall } from '../../fixtures/a-call.ts';
import { aMissedCall } from '../../fixtures/a-missed-call.ts';
import { anOutboundCall } from '../../fixtures/an-outbound-call.ts';

/** Wednesday 4 March 2026, 09:00:00 in Paris. */
const missedAt = Date.parse('2026-03-04T09:00:00+01:00') / 1000;
const tagStep = { tag: 'Call back', comment: null, assign: null };

/** @returns a call that was missed at `missedAt`, with some of its fields replaced */
function aMiss(changed: Partial<Miss> = {}): Miss {
  return {
    callId: 1,
    endedAtSeconds: missedAt,
    line: { id: 50001, name: 'Support UK' },
    steps: [{ ...tagStep, dueAtSeconds: missedAt }],
    conversationId: 'cnv_1',
    assigneeId: null,
    ...changed,
  };
}

/** @returns a call ten minutes later in which an agent reached the caller, with some of its fields replaced */
function aContactCall(changed: Partial<Extract<Contact, { kind: 'call' }>> = {}): Contact {
  return {
    kind: 'call',
    callId: 9,
    direction: 'outbound',
    answeredAtSeconds: missedAt + 540,
    endedAtSeconds: missedAt + 600,
    agentName: 'Anna Agent',
    reached: true,
    assigneeId: null,
    ...changed,
  };
}

const first = aMiss();
const second = aMiss({ callId: 2, endedAtSeconds: missedAt + 300 });
const elsewhere = aMiss({ callId: 3, endedAtSeconds: missedAt + 300, conversationId: 'cnv_2' });
const callIdsOf = (debt: Debt) => openMisses(debt).map(({ callId }) => callId);

describe('isContact', () => {
  it.each([
    [true, 'an answered call', aCall()],
    [true, 'an answered call that an agent made', aCall({ direction: 'outbound' })],
    [true, 'an unanswered call that an agent made', anOutboundCall()],
    [false, 'a missed call', aMissedCall()],
    [false, 'a missed call with a voicemail', aMissedCall({ voicemailLeft: true })],
  ])('is %s for %s', (expected, _what, call) => {
    expect(isContact(call)).toBe(expected);
  });
});

describe('dueSteps', () => {
  const minuteMs = 60_000;
  const workday: WeekHours[number] = [
    [540, 750],
    [840, 1080],
  ];
  const hours: WeekHours = [workday, workday, workday, workday, workday, [], []];
  const comment = { tag: null, comment: 'Not called back yet.', assign: null };
  const overdue = { tag: 'Call back overdue', comment: null, assign: 'ada@desk.example' };
  const steps = [
    { ...tagStep, afterMs: 0 },
    { ...comment, afterMs: 30 * minuteMs },
    { ...overdue, afterMs: 120 * minuteMs },
  ];
  const endedAt = (time: string) => Date.parse(time) / 1000;

  it('gives each step its time in business hours, keeps what it does, and drops the wait', () => {
    expect(dueSteps({ steps, hours }, endedAt('2026-03-06T17:45:00+01:00'), 'Europe/Paris')).toEqual([
      { ...tagStep, dueAtSeconds: endedAt('2026-03-06T17:45:00+01:00') },
      { ...comment, dueAtSeconds: endedAt('2026-03-09T09:15:00+01:00') },
      { ...overdue, dueAtSeconds: endedAt('2026-03-09T10:45:00+01:00') },
    ]);
  });

  it.each([
    ['by the clock of the time zone', hours, 'America/New_York', '2026-03-04T09:30:00-05:00'],
    ['round the clock without business hours', null, 'America/New_York', '2026-03-04T09:30:00+01:00'],
  ])('counts %s', (_how, open, timezone, due) => {
    const [, step] = dueSteps({ steps, hours: open }, missedAt, timezone);
    expect(step?.dueAtSeconds).toBe(endedAt(due));
  });

  it('rounds up to whole seconds, so that no step comes early', () => {
    const [step] = dueSteps({ steps: [{ ...tagStep, afterMs: 1001 }], hours: null }, missedAt, 'UTC');
    expect(step?.dueAtSeconds).toBe(missedAt + 2);
  });

  it('has no times without steps', () => {
    expect(dueSteps({ steps: [], hours }, missedAt, 'UTC')).toEqual([]);
  });
});

describe('openMisses', () => {
  it('returns all missed calls while there is no contact, the oldest first, then by call', () => {
    const misses = [elsewhere, second, first];
    expect(openMisses({ misses, contacts: [] })).toEqual([first, second, elsewhere]);
    expect(misses).toEqual([elsewhere, second, first]);
  });

  it('returns nothing without missed calls', () => {
    expect(openMisses({ misses: [], contacts: [aContactCall()] })).toEqual([]);
  });

  it.each<[string, Contact]>([
    ['an answered call that an agent made', aContactCall()],
    ['an answered call that the caller made', aContactCall({ direction: 'inbound' })],
    ['a call that ended a second later', aContactCall({ endedAtSeconds: missedAt + 1 })],
    ['a call that began before it', aContactCall({ answeredAtSeconds: missedAt - 60 })],
    ['a reply', { kind: 'reply', atSeconds: missedAt + 60 }],
    ['a reply in the same second', { kind: 'reply', atSeconds: missedAt }],
    ['a skip', { kind: 'skipped', atSeconds: missedAt + 60 }],
    ['the end of the wait', { kind: 'expired', atSeconds: missedAt + 60 }],
    ['archiving', { kind: 'archived', atSeconds: missedAt + 60 }],
    ['the deletion of its conversation', { kind: 'archived', atSeconds: missedAt + 60, conversationId: 'cnv_1' }],
    ["taking off the first step's tag", { kind: 'untagged', tag: 'Call back', atSeconds: missedAt + 60 }],
    ['taking off that tag, spelt otherwise', { kind: 'untagged', tag: ' CALL back ', atSeconds: missedAt + 60 }],
  ])('does not return a call after %s', (_what, contact) => {
    expect(openMisses({ misses: [first], contacts: [contact] })).toEqual([]);
  });

  it.each<[string, Contact]>([
    ['an attempt', aContactCall({ reached: false })],
    ['a call that ended in the same second', aContactCall({ endedAtSeconds: missedAt })],
    ['a call that ended earlier and is reported late', aContactCall({ endedAtSeconds: missedAt - 1 })],
    ['an earlier reply', { kind: 'reply', atSeconds: missedAt - 1 }],
    ['an earlier skip', { kind: 'skipped', atSeconds: missedAt - 1 }],
    ['an earlier archiving', { kind: 'archived', atSeconds: missedAt - 1 }],
    ['an earlier deletion', { kind: 'archived', atSeconds: missedAt - 1, conversationId: 'cnv_1' }],
    ['the deletion of another conversation', { kind: 'archived', atSeconds: missedAt + 60, conversationId: 'cnv_2' }],
    ['taking off another tag', { kind: 'untagged', tag: 'Billing', atSeconds: missedAt + 60 }],
    ['taking off the tag before it', { kind: 'untagged', tag: 'Call back', atSeconds: missedAt - 1 }],
  ])('still returns a call after %s', (_what, contact) => {
    expect(openMisses({ misses: [first], contacts: [contact] })).toEqual([first]);
  });

  it.each<[string, Miss['steps'], string]>([
    ['without steps', [], 'Call back'],
    ['whose first step has no tag', [{ ...tagStep, tag: null, dueAtSeconds: missedAt }], 'Call back'],
    [
      'when the tag of a later step is taken off',
      [
        { ...tagStep, dueAtSeconds: missedAt },
        { ...tagStep, tag: 'Call back overdue', dueAtSeconds: missedAt + 7200 },
      ],
      'Call back overdue',
    ],
  ])('still returns a call %s', (_which, steps, tag) => {
    const miss = aMiss({ steps });
    expect(openMisses({ misses: [miss], contacts: [{ kind: 'untagged', tag, atSeconds: missedAt + 60 }] })).toEqual([
      miss,
    ]);
  });

  it.each<[string, Contact, number[]]>([
    ['a call between them', aContactCall({ endedAtSeconds: missedAt + 200 }), [2, 3]],
    ['a reply between them', { kind: 'reply', atSeconds: missedAt + 200 }, [2, 3]],
    ['archiving, whichever conversation it was', { kind: 'archived', atSeconds: missedAt + 400 }, []],
    ['the deletion of the second', { kind: 'archived', atSeconds: missedAt + 400, conversationId: 'cnv_2' }, [1, 2]],
  ])('of calls in two conversations returns those that %s did not end', (_what, contact, open) => {
    expect(callIdsOf({ misses: [first, second, elsewhere], contacts: [contact] })).toEqual(open);
  });

  it('goes by every contact', () => {
    const contacts: Contact[] = [
      aContactCall({ reached: false }),
      { kind: 'archived', atSeconds: missedAt + 400, conversationId: 'cnv_2' },
      aContactCall({ callId: 8, endedAtSeconds: missedAt + 200 }),
    ];
    expect(callIdsOf({ misses: [first, second, elsewhere], contacts })).toEqual([2]);
  });
});

describe('closingOf', () => {
  const reply: Contact = { kind: 'reply', atSeconds: missedAt + 400 };

  it.each<[string, Contact[], Contact | null]>([
    ['nothing while there is no contact', [], null],
    ['nothing after attempts', [aContactCall({ reached: false })], null],
    ['nothing while one of the calls is open', [aContactCall({ endedAtSeconds: missedAt + 200 })], null],
    [
      "nothing after the deletion of one call's conversation",
      [{ kind: 'archived', atSeconds: missedAt + 400, conversationId: 'cnv_2' }],
      null,
    ],
    ['the contact that ended all of them', [aContactCall()], aContactCall()],
    ['the earliest such contact, however late it arrived', [aContactCall(), reply], reply],
    ['the earliest such contact, in order of arrival', [reply, aContactCall()], reply],
    [
      'a call by its end',
      [{ kind: 'reply', atSeconds: missedAt + 590 }, aContactCall()],
      { kind: 'reply', atSeconds: missedAt + 590 },
    ],
    [
      'not an earlier contact that ended only some of them',
      [{ kind: 'reply', atSeconds: missedAt + 100 }, aContactCall()],
      aContactCall(),
    ],
    [
      'the contact that ended the last of them, if none ended all',
      [
        { kind: 'archived', atSeconds: missedAt + 500, conversationId: 'cnv_2' },
        { kind: 'archived', atSeconds: missedAt + 400, conversationId: 'cnv_1' },
      ],
      { kind: 'archived', atSeconds: missedAt + 500, conversationId: 'cnv_2' },
    ],
  ])('is %s', (_what, contacts, closing) => {
    const arrived = [...contacts];
    expect(closingOf({ misses: [], contacts }, [first, second, elsewhere])).toEqual(closing);
    expect(contacts).toEqual(arrived);
  });

  it('is there exactly when no missed call is open', () => {
    const seconds = fc.integer({ min: missedAt, max: missedAt + 9 });
    const anyMiss = fc
      .tuple(fc.nat(9), seconds)
      .map(([callId, endedAtSeconds]) => aMiss({ callId, endedAtSeconds, conversationId: `cnv_${callId}` }));
    const anyContact = fc.oneof(
      fc.tuple(seconds, fc.boolean()).map(([endedAtSeconds, reached]) => aContactCall({ endedAtSeconds, reached })),
      seconds.map((atSeconds): Contact => ({ kind: 'reply', atSeconds })),
      seconds.map((atSeconds): Contact => ({ kind: 'archived', atSeconds })),
      fc
        .tuple(fc.nat(9), seconds)
        .map(([of, atSeconds]): Contact => ({ kind: 'archived', atSeconds, conversationId: `cnv_${of}` })),
      seconds.map((atSeconds): Contact => ({ kind: 'untagged', tag: 'Call back', atSeconds })),
    );
    fc.assert(
      fc.property(fc.array(anyMiss, { minLength: 1 }), fc.array(anyContact), (misses, contacts) => {
        const open = openMisses({ misses, contacts });
        expect(closingOf({ misses, contacts }, misses) === null).toBe(open.length > 0);
        expect(openMisses({ misses: misses.toReversed(), contacts: contacts.toReversed() })).toEqual(open);
      }),
    );
  });
});

describe('countAttempts', () => {
  it.each<[string, Contact[], number]>([
    ['nothing without contacts', [], 0],
    ['an unanswered or short call', [aContactCall({ reached: false, answeredAtSeconds: null })], 1],
    ['an attempt in the same second', [aContactCall({ reached: false, endedAtSeconds: missedAt })], 1],
    ['no attempt from before', [aContactCall({ reached: false, endedAtSeconds: missedAt - 1 })], 0],
    ['no call that reached the caller', [aContactCall()], 0],
    ['nothing that a person did in Front', [{ kind: 'reply', atSeconds: missedAt + 60 }], 0],
    [
      'each attempt',
      [
        aContactCall({ reached: false, callId: 7 }),
        aContactCall(),
        aContactCall({ reached: false, callId: 8, direction: 'inbound' }),
      ],
      2,
    ],
  ])('counts %s', (_what, contacts, count) => {
    expect(countAttempts({ misses: [first], contacts }, missedAt, null)).toBe(count);
  });

  it('counts no attempt after the closing', () => {
    const attempts = [600, 900, 901].map((after, callId) =>
      aContactCall({ reached: false, callId, endedAtSeconds: missedAt + after }),
    );
    const closed: Contact = { kind: 'reply', atSeconds: missedAt + 900 };
    expect(countAttempts({ misses: [first], contacts: attempts }, missedAt, closed)).toBe(2);
  });
});

describe('closedAtSeconds', () => {
  it.each<[string, Contact, number]>([
    ['the answer of a call', aContactCall(), missedAt + 540],
    ['the end of a call of which no answer is known', aContactCall({ answeredAtSeconds: null }), missedAt + 600],
    ['the missed call, for a call answered before it', aContactCall({ answeredAtSeconds: missedAt - 60 }), missedAt],
    ['the time of a reply, in whole seconds', { kind: 'reply', atSeconds: missedAt + 60.9 }, missedAt + 60],
    ['the time of archiving', { kind: 'archived', atSeconds: missedAt + 60 }, missedAt + 60],
    ['the missed call, for anything before it', { kind: 'skipped', atSeconds: missedAt - 5 }, missedAt],
  ])('is %s', (_what, contact, seconds) => {
    expect(closedAtSeconds(contact, missedAt)).toBe(seconds);
  });
});
