import { CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { describe, expect, it, onTestFinished } from 'vitest';
import { currentCancellation } from '../../../activities/attempt.ts';
import type { CardInput } from '../../../activities/card/contract.ts';
import { createCardActivities } from '../../../activities/card/show-card.ts';
import { createAircallClient } from '../../../src/adapters/aircall/client.ts';
import { createFrontClient } from '../../../src/adapters/front/client.ts';
import { createRateLimiter } from '../../../src/adapters/front/rate-limiter.ts';
import type { Caller } from '../../../src/domain/call.ts';
import type { CardOutcome } from '../../../src/domain/card/card.ts';
import { callerLinkFor } from '../../fixtures/caller-link.ts';
import { preferencesWith } from '../../fixtures/preferences-with.ts';
import { openVendors } from '../../kit/vendors.ts';
import { leaveOut } from '../sparse-front.ts';

const e164 = '+447700900123';
const known: Caller = { kind: 'number', e164 };
const nowSeconds = (): number => Date.now() / 1000;

type CardDeps = Parameters<typeof createCardActivities>[0];

interface Options {
  leftOut?: readonly string[];
  deps?: Partial<CardDeps>;
  /** Where Aircall is; the simulator unless said. */
  aircallUrl?: string;
  /** Front's limit, and how long a card may wait for it. */
  perMinute?: number;
  maxWaitMs?: number;
}

/** The card's activity with both vendors as simulators, and a call that rings in Aircall. */
async function openCard({ leftOut = [], deps = {}, aircallUrl, perMinute = 100, maxWaitMs = 30_000 }: Options = {}) {
  const { front, aircall, frontAccess, aircallAccess, close } = await openVendors({ aircall: { timeScale: 0 } });
  onTestFinished(close);
  const script = { direction: 'inbound', caller: e164, line: 50001, ringSeconds: 30 } as const;
  const callId = await aircall.play({ ...script, eventsSent: { drop: ['*'] } });
  const rateLimiter = createRateLimiter({ perMinute, workers: () => 1, cancellation: currentCancellation });
  const outcomes: CardOutcome[] = [];
  const { showCard } = createCardActivities({
    front: createFrontClient({
      ...frontAccess,
      ...(leftOut.length === 0 ? {} : { apiUrl: await leaveOut(leftOut, front.url) }),
      rateLimiter,
      maxWaitMs,
    }),
    aircall: createAircallClient({ ...aircallAccess, ...(aircallUrl === undefined ? {} : { apiUrl: aircallUrl }) }),
    isOwnLine: async () => false,
    shareLeft: () => 1,
    isOver: async () => false,
    openCallback: async () => null,
    preferences: preferencesWith({ card: { enabled: true, outbound: false, unknown: true } }),
    onCard: (outcome) => outcomes.push(outcome),
    ...deps,
  });
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  const show = async (changed: Partial<CardInput> = {}): Promise<CardOutcome> => {
    const input = { callId, caller: known, startedAtSeconds: Math.floor(nowSeconds()), ...changed };
    return await environment.run<[CardInput], CardOutcome, typeof showCard>(showCard, input);
  };
  /** Each card as its rows, a title without a label. */
  const cards = () =>
    aircall.state.insightCards.map(({ contents }) => contents.map(({ label, text }) => [label, text]));
  /** The caller's contact and its conversation, which Anna has. */
  const converse = (subject = 'Order 17') => {
    const contact = front.state.addContact({ name: 'Cara Caller', handles: [{ source: 'phone', handle: e164 }] });
    const conversation = front.state.addEmailConversation(contact.id, subject);
    front.state.assign(conversation.id, 'alt:email:anna.agent@example.com');
    return { contact, conversation };
  };
  return { front, aircall, environment, outcomes, show, cards, converse };
}

describe('a card is not shown', () => {
  it.each<[CardOutcome, string, Partial<CardInput>, Partial<CardDeps>]>([
    ['unwanted', 'for an anonymous caller', { caller: { kind: 'anonymous' } }, {}],
    ['unwanted', 'for a line of the company', {}, { isOwnLine: async (line) => line === e164 }],
    ['limited', "when less than a fifth of Front's rate limit remains", {}, { shareLeft: () => 0.19 }],
    ['late', 'after ten seconds', { startedAtSeconds: nowSeconds() - 11 }, {}],
    ['over', 'for a call that no longer rings', {}, { isOver: async () => true }],
  ])('(%s) %s, and Front is asked nothing', async (outcome, _why, input, deps) => {
    const { front, outcomes, show, cards } = await openCard({ deps });
    expect(await show(input)).toBe(outcome);
    expect(outcomes).toEqual([outcome]);
    expect([front.journal.entries, cards()]).toEqual([[], []]);
  });

  it('for a caller whom Front does not know, if the configuration says so', async () => {
    const preferences = preferencesWith({ card: { enabled: true, outbound: false, unknown: false } });
    const { show, cards } = await openCard({ deps: { preferences } });
    expect(await show()).toBe('unknown');
    expect(cards()).toEqual([]);
  });

  it('for a call that is answered meanwhile', async () => {
    const asked = [false, true];
    const { front, show, cards } = await openCard({ deps: { isOver: async () => asked.shift() === true } });
    expect(await show()).toBe('over');
    expect([front.journal.entries.length, cards()]).toEqual([1, []]);
  });

  it('when Front fails', async () => {
    const { front, show, cards } = await openCard();
    front.faults.add({ path: '', kind: 'status', status: 500 });
    expect(await show()).toBe('front');
    expect(cards()).toEqual([]);
  });

  it("when it would wait too long for Front's limit", async () => {
    const { front, outcomes, show, cards } = await openCard({ perMinute: 1, maxWaitMs: 100 });
    expect([await show(), await show()]).toEqual(['shown', 'limited']);
    expect(outcomes).toEqual(['shown', 'limited']);
    expect([front.journal.entries.length, cards().length]).toEqual([1, 1]);
  });

  it('when Aircall refuses it, which is not tried again', async () => {
    const { aircall, show, cards } = await openCard();
    aircall.journal.clear();
    aircall.faults.add({ path: 'insight_cards', kind: 'status', status: 422 });
    expect(await show()).toBe('aircall');
    expect([aircall.journal.entries.length, cards()]).toEqual([1, []]);
  });
});

describe('an attempt fails, without an outcome of the card,', () => {
  it('when its worker stops while it waits for the limit', async () => {
    const { environment, outcomes, show, cards } = await openCard({ perMinute: 1 });
    await show();
    const waits = show();
    environment.cancel('WORKER_SHUTDOWN');
    await expect(waits).rejects.toBeInstanceOf(CancelledFailure);
    expect([outcomes, cards().length]).toEqual([['shown'], 1]);
  });

  it('when what goes wrong is not a fault of Aircall', async () => {
    const { outcomes, show } = await openCard({ aircallUrl: 'ftp://127.0.0.1' });
    await expect(show()).rejects.toThrow('ftp:');
    expect(outcomes).toEqual([]);
  });
});

describe('the card shows', () => {
  const title = (text: string) => [undefined, text];

  it('a caller whom Front does not know as new', async () => {
    const { outcomes, show, cards } = await openCard();
    expect(await show()).toBe('shown');
    expect(cards()).toEqual([[title(`${e164} · new caller`)]]);
    expect(outcomes).toEqual(['shown']);
  });

  it("the caller's own conversation before a newer one, with its callback", async () => {
    const openCallback = async () => ({ sinceSeconds: nowSeconds() - 7200, misses: 1 });
    const { front, show, cards, converse } = await openCard({ deps: { openCallback } });
    const { contact, conversation } = converse();
    conversation.links.push({ id: 'top_1', name: 'caller', externalUrl: callerLinkFor(e164) });
    front.state.addEmailConversation(contact.id, 'Newer, and not by phone');
    await show();
    expect(cards()).toEqual([
      [
        title('Cara Caller'),
        ['Last', 'Order 17 · 1 min ago'],
        ['Status', 'open'],
        ['Owner', 'Anna Agent'],
        ['Call back', 'missed 2 hr ago'],
      ],
    ]);
  });

  it('the newest conversation that is not deleted when none is the caller’s own', async () => {
    const { front, show, cards, converse } = await openCard();
    const { contact } = converse();
    const newer = front.state.addEmailConversation(contact.id, 'Deleted');
    front.state.deleteConversation(newer.id);
    await show();
    expect(cards()[0]).toContainEqual(['Last', 'Order 17 · 1 min ago']);
  });

  it.each([
    ['open', null, false],
    ['archived', null, true],
    ['snoozed', 60, true],
    ['open', -60, false],
  ])('the status %s (snoozed for %j s, archived: %s)', async (status, snoozeSeconds, archived) => {
    const { front, show, cards, converse } = await openCard();
    const { conversation } = converse();
    if (archived) front.state.archiveConversation(conversation.id);
    if (snoozeSeconds !== null)
      front.state.snooze(conversation.id, 'alt:email:anna.agent@example.com', nowSeconds() + snoozeSeconds);
    await show();
    expect(cards()[0]).toContainEqual(['Status', status]);
  });

  it('an unreadable number without a look at own lines and callbacks', async () => {
    const unasked = () => Promise.reject(new Error('it is no number'));
    const { front, show, cards } = await openCard({ deps: { isOwnLine: unasked, openCallback: unasked } });
    const contact = front.state.addContact({ name: '118', handles: [{ source: 'custom', handle: '118218' }] });
    front.state.addChat(contact.id, { subject: 'Directory' });
    expect(await show({ caller: { kind: 'unreadable', digits: '118 218' } })).toBe('shown');
    expect(cards()[0]?.[0]).toEqual(title('118'));
  });

  it.each([
    [['scheduled_at'], ['Status', 'snoozed']],
    [['scheduled_reminders'], ['Status', 'open']],
    [['updated_at'], ['Last', 'Order 17 · 1 hr ago']],
    [
      ['updated_at', 'created_at'],
      ['Last', 'Order 17'],
    ],
    [['subject'], ['Last', '1 min ago']],
    [['first_name'], ['Owner', 'Agent']],
    [['assignee'], ['Owner', 'unassigned']],
    [['recipient'], title(e164)],
  ])('less when Front leaves out %j', async (leftOut, row) => {
    const { front, show, cards, converse } = await openCard({ leftOut });
    const { conversation } = converse();
    conversation.createdAtMs -= 3_600_000;
    front.state.snooze(conversation.id, 'alt:email:anna.agent@example.com', nowSeconds() + 60);
    await show();
    expect(cards()[0]).toContainEqual(row);
  });
});
