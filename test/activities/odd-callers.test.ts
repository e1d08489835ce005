import { describe, expect, it } from 'vitest';
import { toCall } from '../../src/adapters/aircall/to-call.ts';
import type { Caller } from '../../src/domain/call.ts';
import { callBody } from '../adapters/aircall/call-body.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { callerLinkFor } from '../fixtures/caller-link.ts';
import { contactOf } from './contact-of.ts';
import { logCall } from './log-call.ts';
import { openStage } from './stage.ts';

const anonymous: Caller = { kind: 'anonymous' };
const unreadable: Caller = { kind: 'unreadable', digits: '118 218' };

describe('an anonymous caller', () => {
  it('is never looked up, and gets no phone handle', async () => {
    const stage = await openStage();
    const call = aCall({ caller: anonymous, callerName: null });
    const result = await stage.attempt('findOrCreateContact', contactOf(call));
    expect(result).toMatchObject({ conversation: null, deletedId: null });
    await logCall(stage, call);
    expect(stage.front.journal.find({ path: /alt:phone/ })).toEqual([]);
    expect(stage.front.state.contacts.flatMap(({ handles }) => handles)).toEqual([
      { source: 'custom', handle: 'aircall-8000001' },
    ]);
  });

  it('gets a separate conversation for each call', async () => {
    const stage = await openStage();
    const calls = [1, 2].map((id) => aMissedCall({ id, caller: anonymous, callerName: null }));
    for (const call of calls) await logCall(stage, call);
    const { conversations, contacts } = stage.front.state;
    expect(conversations.map(({ links }) => links[0]?.externalUrl)).toEqual([
      callerLinkFor('anonymous-1'),
      callerLinkFor('anonymous-2'),
    ]);
    expect(contacts.map(({ name, handles }) => [name, handles])).toEqual([
      ['Anonymous caller', [{ source: 'custom', handle: 'aircall-1' }]],
      ['Anonymous caller', [{ source: 'custom', handle: 'aircall-2' }]],
    ]);
  });

  it('is named "Anonymous caller" even for an answered call', async () => {
    const stage = await openStage();
    await logCall(stage, aCall({ caller: anonymous, callerName: null }));
    expect(stage.front.state.contacts.map(({ name }) => name)).toEqual(['Anonymous caller']);
  });

  it('gets one conversation for a call that is logged twice', async () => {
    const stage = await openStage();
    const call = aMissedCall({ caller: anonymous, callerName: null });
    const first = await logCall(stage, call);
    const again = await logCall(stage, call, { checkExisting: true });
    expect(again.appended.conversationId).toBe(first.appended.conversationId);
    expect(stage.front.state.conversations).toHaveLength(1);
    expect(first.conversation.messages).toHaveLength(1);
  });
});

describe("a caller's number as Aircall sends it", () => {
  const callFrom = (id: number, body: Record<string, unknown>) =>
    toCall(callBody({ id, contact: null, participants: [], ...body }));

  it('leads to one contact with one conversation, in any notation', async () => {
    const stage = await openStage();
    const writings = [
      '+33639981234',
      'sip:+33639981234@trunk.example;user=phone',
      'tel:+33639981234',
      '+33639981234@10.20.30.40',
      '+33639981234*227',
    ];
    const bodies = [
      ...writings.map((raw_digits) => ({ raw_digits })),
      { raw_digits: null, participants: [{ type: 'external', phone_number: '+33 6 39 98 12 34' }] },
    ];
    for (const [index, body] of bodies.entries()) await logCall(stage, callFrom(index + 1, body));
    const { conversations, contacts } = stage.front.state;
    expect(conversations).toHaveLength(1);
    expect(contacts.map(({ handles }) => handles)).toEqual([
      [
        { source: 'phone', handle: '+33639981234' },
        { source: 'custom', handle: '+33639981234' },
      ],
    ]);
  });

  it('leads to a separate conversation for each call when withheld, in any notation', async () => {
    const stage = await openStage();
    const withheld = ['+266 696 687', 'sip:anonymous@anonymous.invalid', '+7378742833', 'Masqué'];
    for (const [index, raw_digits] of withheld.entries()) await logCall(stage, callFrom(index + 1, { raw_digits }));
    const { conversations, contacts } = stage.front.state;
    expect(conversations).toHaveLength(withheld.length);
    expect(contacts.flatMap(({ handles }) => handles.map(({ source }) => source))).toEqual(
      withheld.map(() => 'custom'),
    );
  });
});

describe('an anonymous caller whom Aircall has a contact for', () => {
  it.each([
    ['in', { answered_at: null }, 'Anonymous caller'],
    ['out', {}, 'Anna Agent'],
  ])('is named by no message %s, nor by the contact', async (way, changed, sender) => {
    const stage = await openStage();
    const call = toCall(callBody({ raw_digits: 'anonymous', contact: { first_name: 'Pat' }, ...changed }));
    expect(call).toMatchObject({ caller: anonymous, callerName: 'Pat' });
    const { conversation } = await logCall(stage, call);
    expect(conversation.messages[0]).toMatchObject({ isInbound: way === 'in' });
    expect(stage.front.state.contacts.map(({ name }) => name)).toEqual(['Anonymous caller']);
    const imported = stage.front.journal.find({ path: /imported_messages$/ });
    expect(imported[0]?.body).toMatchObject({ sender: { name: sender } });
    expect(JSON.stringify(imported.map(({ body }) => body))).not.toContain('Pat');
  });
});

describe('a line without a number', () => {
  const markup = '<img src=x onerror=alert(1)>\r\nsecond **row**';
  it.each([
    ['a name with markup, on one line', markup, '‹img src=x onerror=alert(1)› second ∗∗row∗∗'],
    ['a name of no visible sign', '\u200B', 'Aircall'],
    ['a name that has no end', 'x'.repeat(900), `${'x'.repeat(199)}…`],
  ])('sends by %s', async (_what, name, handle) => {
    const stage = await openStage();
    const line = { ...aCall().line, e164: null, name };
    await logCall(stage, aMissedCall({ id: 1, line }));
    await logCall(stage, aCall({ id: 2, line }));
    const [inbound, ...outbound] = stage.front.journal.find({ path: /imported_messages$/ });
    expect(inbound?.body).toMatchObject({ to: [handle] });
    for (const { body } of outbound) expect(body).toMatchObject({ sender: { handle } });
  });
});

describe('a caller whose digits are not a phone number', () => {
  it('has a handle of one short line', async () => {
    const stage = await openStage();
    const digits = `1<b>\u0000\r\n\u202E${'2'.repeat(800)}`;
    await logCall(stage, toCall(callBody({ raw_digits: digits, contact: null })));
    await logCall(stage, toCall(callBody({ id: 2, raw_digits: digits, contact: null })));
    const { contacts, conversations } = stage.front.state;
    expect(contacts.flatMap(({ handles }) => handles)).toEqual([
      { source: 'custom', handle: `1<b>${'2'.repeat(196)}` },
    ]);
    expect(conversations).toHaveLength(1);
  });

  it('never gets a phone handle', async () => {
    const stage = await openStage();
    await logCall(stage, aCall({ caller: unreadable, callerName: null }));
    await logCall(stage, aMissedCall({ id: 2, caller: unreadable, callerName: null }));
    const sources = stage.front.state.contacts.flatMap(({ handles }) => handles.map(({ source }) => source));
    expect(sources).toEqual(['custom']);
  });

  it('has one conversation for all calls', async () => {
    const stage = await openStage();
    const first = await logCall(stage, aCall({ caller: unreadable, callerName: null }));
    expect(first.contact).toMatchObject({ conversation: null });
    const second = await logCall(stage, aMissedCall({ id: 2, caller: unreadable, callerName: null }));
    expect(second.contact).toMatchObject({
      contact: 'found',
      conversation: { conversationId: first.appended.conversationId },
    });
    expect(stage.front.state.conversations).toHaveLength(1);
  });

  it('gets the name from Aircall, even for an answered call', async () => {
    const stage = await openStage();
    await logCall(stage, aCall({ caller: unreadable }));
    expect(stage.front.state.contacts.map(({ name }) => name)).toEqual(['Cara Caller']);
  });

  it('gets a new conversation after a person deleted the old one', async () => {
    const stage = await openStage();
    const call = aMissedCall({ caller: unreadable });
    const first = await logCall(stage, call);
    stage.front.state.deleteConversation(first.conversation.id);
    const second = await logCall(stage, { ...call, id: 2 });
    expect(second.contact).toMatchObject({ conversation: null, deletedId: first.conversation.id });
    expect(second.conversation).toMatchObject({ status: 'unassigned' });
    expect(second.conversation.messages).toHaveLength(1);
  });
});

it.each<[string, Caller, string | null, string]>([
  ['a name', { kind: 'number', e164: '+447700900123' }, 'Cara Caller', 'Cara Caller'],
  ['a number alone', { kind: 'number', e164: '+447700900123' }, null, '+447700900123'],
  ['neither', anonymous, null, 'Anonymous caller'],
])('an inbound message from a caller with %s names its sender', async (_what, caller, callerName, name) => {
  const stage = await openStage();
  await logCall(stage, aMissedCall({ caller, callerName }));
  const [imported] = stage.front.journal.find({ path: /imported_messages$/ });
  expect(imported?.body).toMatchObject({ sender: { name } });
});
