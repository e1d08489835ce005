import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import {
  type CardConversation,
  cardItems,
  endsRinging,
  isTooLateForCard,
  refuseCard,
} from '../../src/domain/card/card.ts';
import type { Preferences } from '../../src/domain/settings.ts';
import { aCall } from '../fixtures/a-call.ts';
import { preferencesWith } from '../fixtures/preferences-with.ts';

const startedAtSeconds = 1_796_000_000;
const nowMs = startedAtSeconds * 1000 + 700;
const ringing: Partial<Call> = { startedAtSeconds, answeredAtSeconds: null, endedAtSeconds: null, agent: null };
const on = { enabled: true, outbound: false, unknown: true };
const lines = { '+442079460101': { log: false } };

describe('a ringing call', () => {
  it.each<[string, Partial<Call>, Partial<Preferences>, number, string | null]>([
    ['gets a card', {}, {}, 0, null],
    ['gets a card even if its number is unreadable', { caller: { kind: 'unreadable', digits: '12' } }, {}, 0, null],
    ['gets no card while cards are off', {}, { card: { ...on, enabled: false } }, 0, 'unwanted'],
    ['gets no card when an agent calls', { direction: 'outbound' }, {}, 0, 'unwanted'],
    [
      'gets a card when an agent calls, if configured',
      { direction: 'outbound' },
      { card: { ...on, outbound: true } },
      0,
      null,
    ],
    ['gets no card when anonymous', { caller: { kind: 'anonymous' } }, {}, 0, 'unwanted'],
    ['gets no card on a line that is not logged', {}, { lines }, 0, 'unwanted'],
    ['gets no card once answered', { answeredAtSeconds: startedAtSeconds }, {}, 0, 'over'],
    ['gets no card once ended', { endedAtSeconds: startedAtSeconds }, {}, 0, 'over'],
    ['gets a card within ten seconds', {}, {}, 9_300, null],
    ['gets no card after ten seconds', {}, {}, 9_301, 'late'],
  ])('%s', (_name, changed, preferences, laterMs, outcome) => {
    const call = aCall({ ...ringing, ...changed });
    expect(refuseCard(call, preferencesWith({ card: on, ...preferences }), nowMs + laterMs)).toBe(outcome);
  });
});

it.each([
  ['call.answered', true],
  ['call.hungup', true],
  ['call.ended', true],
  ['call.voicemail_left', true],
  ['call.comm_assets_generated', true],
  ['call.created', false],
  ['call.ringing_on_agent', false],
  ['call.commented', false],
  ['', false],
])('the event %j ends the ringing: %s', (event, ends) => {
  expect(endsRinging(event)).toBe(ends);
});

it('a card comes too late ten seconds after the start of the call', () => {
  expect(isTooLateForCard(startedAtSeconds, (startedAtSeconds + 10) * 1000)).toBe(false);
  expect(isTooLateForCard(startedAtSeconds, (startedAtSeconds + 10) * 1000 + 1)).toBe(true);
  expect(isTooLateForCard(startedAtSeconds, (startedAtSeconds - 60) * 1000)).toBe(false);
});

const caller = { kind: 'number', e164: '+447700900123' } as const;
const nowSeconds = nowMs / 1000;
const conversation: CardConversation = {
  id: 'cnv_1a',
  subject: 'Missed call – Support',
  status: 'open',
  ownerName: 'Grace Hopper',
  contactName: 'Cara Caller',
  activeAtSeconds: nowSeconds - 7300,
};
const rows = (items: ReturnType<typeof cardItems>) =>
  items.map(({ label, text }) => (label === null ? text : `${label}: ${text}`));
const rowsOf = (changed: Partial<CardConversation>) =>
  rows(cardItems({ caller, conversation: { ...conversation, ...changed }, callback: null }, 'en', nowSeconds));

describe('the card', () => {
  it('shows name, latest conversation, status, owner and callback, and links to Front', () => {
    const callback = { sinceSeconds: nowSeconds - 3 * 3600, misses: 2 };
    const items = cardItems({ caller, conversation, callback }, 'en', nowSeconds);
    expect(rows(items)).toEqual([
      'Cara Caller',
      'Last: Missed call – Support · 2 hr ago',
      'Status: open',
      'Owner: Grace Hopper',
      'Call back: 2 missed calls, the first 3 hr ago',
    ]);
    expect(items[0]?.link).toBe('https://app.frontapp.com/open/cnv_1a');
  });

  it('is available in French', () => {
    const callback = { sinceSeconds: nowSeconds - 3 * 3600, misses: 1 };
    const items = cardItems(
      { caller, conversation: { ...conversation, status: 'snoozed', ownerName: null }, callback },
      'fr',
      nowSeconds,
    );
    expect(rows(items)).toEqual([
      'Cara Caller',
      'Dernier échange: Missed call – Support · il y a 2 h',
      'État: en veille',
      'Responsable: non assignée',
      'À rappeler: appel manqué il y a 3 h',
    ]);
  });

  it('names an unknown caller by the number', () => {
    expect(cardItems({ caller, conversation: null, callback: null }, 'en', nowSeconds)).toEqual([
      { label: null, text: '+447700900123 · new caller' },
    ]);
  });

  it('shows unreadable digits as text', () => {
    const unreadable = { kind: 'unreadable', digits: '<118>\n218' } as const;
    expect(cardItems({ caller: unreadable, conversation: null, callback: null }, 'en', nowSeconds)).toEqual([
      { label: null, text: '‹118› 218 · new caller' },
    ]);
  });

  it('leaves the latest conversation out if it has neither subject nor time', () => {
    expect(rowsOf({ subject: null, activeAtSeconds: null })).toEqual([
      'Cara Caller',
      'Status: open',
      'Owner: Grace Hopper',
    ]);
  });

  it('shows the callback of a caller whom Front does not know', () => {
    const callback = { sinceSeconds: nowSeconds - 3600, misses: 1 };
    expect(rows(cardItems({ caller, conversation: null, callback }, 'en', nowSeconds))).toEqual([
      '+447700900123 · new caller',
      'Call back: missed 1 hr ago',
    ]);
  });

  it.each<[string, Partial<CardConversation>, string]>([
    ['shows a name of sixty characters in full', { contactName: 'é'.repeat(60) }, 'é'.repeat(60)],
    ['shortens a longer name', { contactName: 'é'.repeat(61) }, `${'é'.repeat(59)}…`],
    [
      'leaves no blank before the mark of a cut',
      { ownerName: `${'é'.repeat(58)} Hopper` },
      `Owner: ${'é'.repeat(58)}…`,
    ],
    ['shows the number of a contact without a name', { contactName: null }, '+447700900123'],
    ['shows only the age of a conversation without a subject', { subject: ' ' }, 'Last: 2 hr ago'],
    [
      'shows only the subject of a conversation without a time',
      { activeAtSeconds: null },
      'Last: Missed call – Support',
    ],
    ['shows that a conversation has no assignee', { ownerName: null }, 'Owner: unassigned'],
    ['shows that a conversation is archived', { status: 'archived' }, 'Status: archived'],
    ['shows markup as text', { contactName: '<b>Eve</b>\n**x**' }, '‹b›Eve‹/b› ∗∗x∗∗'],
    [
      'shortens a long subject so that its age stays visible',
      { subject: 'é'.repeat(80) },
      `Last: ${'é'.repeat(48)}… · 2 hr ago`,
    ],
  ])('%s', (_name, changed, row) => {
    expect(rowsOf(changed)).toContain(row);
  });

  it('has at most six rows of sixty characters', () => {
    const long = '😀'.repeat(90);
    const callback = { sinceSeconds: 0, misses: 1e60 };
    const filled = { ...conversation, subject: long, ownerName: long, contactName: long };
    const items = cardItems({ caller, conversation: filled, callback }, 'fr', nowSeconds);
    expect(items.length).toBeLessThanOrEqual(6);
    for (const { text } of items) expect(Array.from(text).length).toBeLessThanOrEqual(60);
  });
});
