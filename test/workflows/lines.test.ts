import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toCallEvent } from '../../src/adapters/aircall/to-call.ts';
import { isOfInterest } from '../../src/domain/call-event.ts';
import { endedCalls } from './ended-calls.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

const yaml = `
voicemail: { delay: 1s, settle: 100ms }
lines:
  "+442079460101": { inbox: Support, name: Support GB }
  50002: { inbox: Sales }
  "+442079460103": { name: Numbered, inbox: Sales }
  "50003": { name: Known by its id, log: true }
  "+442079460104": { log: false }
  50005: { log: false }
  "+33 1 86 65 10 10": { name: Paris }
`;
let stage: Stage;
beforeAll(async () => {
  stage = await openStage(yaml, {}, realHome);
});
afterAll(() => stage.close());

const lineOf = (id: number, digits: string, country = 'GB') => ({
  number: { id, name: `Line ${id}`, digits, country, live_recording_activated: false },
});
/** A missed call of a caller of its own, as Aircall reports it. */
async function missed(callId: number, data: Record<string, unknown>) {
  const key = `+44207946${callId}`;
  return { key, body: await stage.now(endedCalls.missed, callId, key, { ...data, comments: [], tags: [] }) };
}
const inboxNames = (key: string) =>
  stage.conversationOf(key).inboxIds.map((id) => stage.front.state.inboxes.find((inbox) => inbox.id === id)?.name);

describe('lines:', () => {
  it.each([
    ['by its number: inbox and name', 7601, lineOf(50001, '+44 20 7946 0101'), 'Support', 'Support GB'],
    [
      'by its number, if Aircall gives E.164',
      7602,
      { number: { id: 9, name: 'x', e164_digits: '+442079460101' } },
      'Support',
      'Support GB',
    ],
    [
      'by its id: the inbox, with the name from Aircall',
      7603,
      lineOf(50002, '+44 20 7946 0102'),
      'Sales',
      'Line 50002',
    ],
    ['by both, the number first, key by key', 7604, lineOf(50003, '+44 20 7946 0103'), 'Sales', 'Numbered'],
    ['by a number written with spaces', 7605, lineOf(50006, '01 86 65 10 10', 'FR'), 'Aircall Phone', 'Paris'],
    ['not at all: the defaults', 7606, lineOf(50007, '+44 20 7946 0107'), 'Aircall Phone', 'Line 50007'],
    ['by its id, if its number is unreadable', 7607, lineOf(50002, 'n/a'), 'Sales', 'Line 50002'],
  ])('finds a line %s', async (_what, callId, data, inbox, name) => {
    const { key, body } = await missed(callId, data);
    await stage.deliver(body);
    expect(await stage.outcomeOf(callId)).toMatchObject({ state: 'done', qualification: 'missed' });
    expect(inboxNames(key)).toEqual([inbox]);
    const { subject, messages } = stage.conversationOf(key);
    expect(subject).toBe(`Missed call – ${name}`);
    expect(messages[0]?.body.split('\n')[0]).toBe(`Missed call – ${name}`);
    const { searchAttributes } = await stage.client.workflow.getHandle(`call-${callId}`).describe();
    expect(searchAttributes).toMatchObject({ CallthreadLine: [name] });
  });

  it.each([
    ['its number', 7611, lineOf(50004, '+44 20 7946 0104')],
    ['its id', 7612, lineOf(50005, '+44 20 7946 0105')],
  ])('log: false by %s starts no calls, and a started one sends nothing to Front', async (_by, callId, data) => {
    const { body } = await missed(callId, data);
    const { name, call } = toCallEvent(body);
    expect(isOfInterest({ name, call }, stage.preferences)).toBe(false);
    const before = stage.front.journal.entries.length;
    await stage.deliver(body);
    expect(await stage.outcomeOf(callId)).toMatchObject({
      state: 'skipped',
      reason: expect.stringContaining('log: false'),
    });
    expect(stage.front.journal.entries).toHaveLength(before);
  });

  it.each([
    ['no line', 7631, {}],
    ['only the id of its line', 7632, { number: { id: 50001 } }],
    ['no number that anyone can read', 7633, lineOf(50001, 'n/a')],
  ])('a line named by its number has its settings, though the first event has %s', async (_what, callId, less) => {
    const { key, body } = await missed(callId, lineOf(50001, '+44 20 7946 0101'));
    const { number: _number, ...rest } = body.data;
    await stage.deliver({ ...body, event: 'call.hungup', data: { ...rest, ...less } });
    await stage.deliver(body);
    expect(await stage.outcomeOf(callId)).toMatchObject({ state: 'done' });
    expect([inboxNames(key), stage.conversationOf(key).subject]).toEqual([['Support'], 'Missed call – Support GB']);
    const { searchAttributes } = await stage.client.workflow.getHandle(`call-${callId}`).describe();
    expect(searchAttributes).toMatchObject({ CallthreadLine: ['Support GB'] });
  });

  it('a line with log: false asks nothing of Front, though the first event has no line', async () => {
    const { body } = await missed(7634, lineOf(50004, '+44 20 7946 0104'));
    const { number: _number, ...data } = body.data;
    const before = stage.front.journal.entries.length;
    await stage.deliver({ ...body, event: 'call.hungup', data });
    await stage.deliver(body);
    expect(await stage.outcomeOf(7634)).toMatchObject({
      state: 'skipped',
      reason: expect.stringContaining('log: false'),
    });
    expect(stage.front.journal.entries).toHaveLength(before);
  });

  it('a line with another inbox joins the conversation where it is, and names it after archiving', async () => {
    const { key, body } = await missed(7621, lineOf(50001, '+44 20 7946 0101'));
    await stage.deliver(body);
    await stage.outcomeOf(7621);
    const again = await missed(7622, { ...lineOf(50002, '+44 20 7946 0102'), raw_digits: key });
    await stage.deliver(again.body);
    await stage.outcomeOf(7622);
    const conversation = stage.conversationOf(key);
    expect([inboxNames(key), conversation.subject]).toEqual([['Support'], 'Missed call – Support GB']);
    stage.front.state.archiveConversation(conversation.id);
    const third = await missed(7623, { ...lineOf(50002, '+44 20 7946 0102'), raw_digits: key });
    await stage.deliver(third.body);
    await stage.outcomeOf(7623);
    expect([inboxNames(key), conversation.subject]).toEqual([['Support'], 'Missed call – Line 50002']);
    expect(conversation.status).toBe('unassigned');
  });
});
