import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import { type CardConversation, cardItems, refuseCard } from '../../src/domain/card/card.ts';
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

  it.each<[string, Partial<CardConversation>, string]>([
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
