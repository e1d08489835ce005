import { describe, expect, it } from 'vitest';
import type { Agent, Call } from '../../src/domain/call.ts';
import { type CallEvent, mergeEvents } from '../../src/domain/call-event.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';

const anna = anAgent();
const ben = anAgent({ id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' });
const billing = { id: 30001, name: 'Billing' };
const end = 1_760_000_208;

function event(name: CallEvent['name'], saidAtSeconds: number, call: Call): CallEvent {
  return { name, saidAtSeconds, call };
}

/** Merged in both orders, which must give the same. */
function merged(...events: CallEvent[]): Call {
  const call = mergeEvents(events);
  expect(mergeEvents(events.toReversed())).toEqual(call);
  return call;
}

describe("mergeEvents, given Aircall's known quirks", () => {
  it('keeps the agent when a later event has none', () => {
    const call = merged(event('call.hungup', end, aCall()), event('call.ended', end + 30, aCall({ agent: null })));
    expect(call.agent).toEqual(anna);
  });

  it('keeps the known fields of an agent when a later event abridges them', () => {
    const abridged = anAgent({ name: null, email: null });
    const call = merged(
      event('call.ended', end + 30, aCall({ transferredBy: ben })),
      event('call.tagged', end + 40, aCall({ agent: abridged, transferredBy: { ...ben, name: null } })),
    );
    expect(call.agent).toEqual(anna);
    expect(call.transferredBy).toEqual(ben);
  });

  it('takes the new name and e-mail of an agent', () => {
    const married = anAgent({ name: 'Anna Married', email: 'anna.married@example.com' });
    const call = merged(event('call.hungup', end, aCall()), event('call.ended', end + 30, aCall({ agent: married })));
    expect(call.agent).toEqual(married);
  });

  it('takes no field from another agent', () => {
    const stranger = { id: 70003, name: null, email: null };
    const call = merged(event('call.hungup', end, aCall()), event('call.ended', end + 30, aCall({ agent: stranger })));
    expect(call.agent).toEqual(stranger);
  });

  it('keeps the known fields of the line when a later event has fewer', () => {
    const { line } = aCall();
    const less = { ...line, e164: null, country: null, records: null };
    const call = merged(event('call.ended', end + 30, aCall()), event('fetched', end + 90, aCall({ line: less })));
    expect(call.line).toEqual(line);
  });

  it('keeps the line when a later event has none', () => {
    const none = { id: 0, name: 'Aircall', e164: null, country: null, records: null };
    const call = merged(event('call.ended', end + 30, aCall()), event('call.tagged', end + 90, aCall({ line: none })));
    expect(call.line).toEqual(aCall().line);
  });

  it('keeps the name of the line when a later event does not say it', () => {
    const { line } = aCall();
    for (const name of ['Aircall', '+44 20 7946 0101']) {
      const less = { ...line, name, e164: null };
      expect(
        merged(event('call.ended', end, aCall()), event('call.tagged', end + 9, aCall({ line: less }))).line,
      ).toEqual(line);
      expect(
        merged(event('call.tagged', end, aCall({ line: less })), event('call.ended', end + 9, aCall())).line,
      ).toEqual(line);
    }
  });

  it('joins the id and the number of the line from two events', () => {
    const { line } = aCall();
    const byNumber = { ...line, id: 0, name: '+442079460101' };
    const byId = { ...line, name: 'Aircall', e164: null };
    const call = merged(
      event('call.hungup', end, aCall({ line: byNumber })),
      event('call.ended', end + 30, aCall({ line: byId })),
    );
    expect(call.line).toEqual({ ...line, name: '+442079460101' });
  });

  it('takes no field from another line', () => {
    const other = { id: 50002, name: 'Sales UK', e164: null, country: null, records: null };
    const call = merged(event('call.ended', end + 30, aCall()), event('call.tagged', end + 90, aCall({ line: other })));
    expect(call.line).toEqual(other);
  });

  it.each([
    ['does not say its id', { id: 0 }],
    ['says only another number', { id: 0, name: '+33186651010', country: null, records: null }],
  ])('keeps the line when a later event with another number %s', (_what, changed) => {
    const { line } = aCall();
    const other = { ...line, e164: '+33186651010', ...changed };
    const call = merged(event('call.ended', end, aCall()), event('call.tagged', end + 9, aCall({ line: other })));
    expect(call.line).toEqual(line);
  });

  it('takes the line with an id when an earlier event had another number and no id', () => {
    const { line } = aCall();
    const other = { ...line, id: 0, name: '+33186651010', e164: '+33186651010' };
    const call = merged(event('call.hungup', end, aCall({ line: other })), event('call.ended', end + 9, aCall()));
    expect(call.line).toEqual(line);
  });

  it('takes the new name and number of a line', () => {
    const line = { ...aCall().line, name: 'London desk', e164: '+442079460102' };
    const call = merged(event('call.hungup', end, aCall()), event('call.ended', end + 9, aCall({ line })));
    expect(call.line).toEqual(line);
  });

  it.each([
    ['keeps the tags when a later event does not say them', [billing], null, [billing]],
    ['takes the tags when an earlier event did not say them', null, [billing], [billing]],
    ['does not know the tags if no event says them', null, null, null],
  ])('%s', (_what, early, late, tags) => {
    const call = merged(
      event('call.hungup', end, aCall({ tags: early })),
      event('call.ended', end + 30, aCall({ tags: late })),
    );
    expect(call.tags).toEqual(tags);
  });

  it('assigns a transferred call to the last agent who spoke', () => {
    const before = aCall({ endedAtSeconds: null });
    const call = merged(
      event('call.commented', end - 60, before),
      event('call.ended', end + 30, aCall({ agent: ben, transferredBy: anna, transferredTo: ben })),
    );
    expect(call).toMatchObject({ agent: ben, transferredBy: anna, transferredTo: ben });
  });

  it('has a voicemail if any event reports it', () => {
    const call = merged(
      event('call.voicemail_left', end + 33, aMissedCall({ voicemailLeft: true, voicemailReady: true })),
      event('call.ended', end + 30, aMissedCall()),
    );
    expect(call).toMatchObject({ voicemailLeft: true, voicemailReady: true });
  });

  it('drops a removed tag, even in the same second as other events', () => {
    const call = merged(
      event('call.tagged', end + 40, aCall({ tags: [billing] })),
      event('call.voicemail_left', end + 41, aCall({ tags: [billing] })),
      event('call.untagged', end + 41, aCall({ tags: [] })),
    );
    expect(call.tags).toEqual([]);
  });

  it('prefers the settled body if two have the same second', () => {
    const early = aCall({ endedAtSeconds: null, agent: anna, callerName: 'Cara' });
    const call = merged(
      event('call.voicemail_left', end, early),
      event('call.ended', end, aCall({ agent: ben, callerName: 'Cara Caller' })),
      event('call.untagged', end, early),
    );
    expect(call).toMatchObject({ agent: ben, callerName: 'Cara Caller', endedAtSeconds: end });
  });

  it('keeps a number that a later event hides', () => {
    const hidden = aCall({ caller: { kind: 'anonymous' } });
    const digits = aCall({ caller: { kind: 'unreadable', digits: '118' } });
    const call = merged(
      event('call.hungup', end, aCall()),
      event('call.ended', end + 30, hidden),
      event('fetched', end + 60, digits),
    );
    expect(call.caller).toEqual({ kind: 'number', e164: '+447700900123' });
    expect(merged(event('call.hungup', end, digits), event('call.ended', end + 30, hidden)).caller).toEqual(
      digits.caller,
    );
  });

  it.each<[string, Call['caller']]>([
    ['a number', { kind: 'number', e164: '+447700900123' }],
    ['digits', { kind: 'unreadable', digits: '118' }],
  ])('takes %s that an earlier event hid', (_what, caller) => {
    const hidden = aCall({ caller: { kind: 'anonymous' } });
    const call = merged(event('call.hungup', end, hidden), event('call.ended', end + 30, aCall({ caller })));
    expect(call.caller).toEqual(caller);
  });

  it('changes nothing when a later event repeats the call', () => {
    const call = aCall({ transferredBy: anna, transferredTo: ben, tags: [billing], recordingReady: true });
    expect(merged(event('call.ended', end, call), event('fetched', end + 90, call))).toEqual(call);
  });

  it('corrects a number from a later event', () => {
    const other = aCall({ caller: { kind: 'number', e164: '+447700900999' } });
    const call = merged(event('call.hungup', end, aCall()), event('call.ended', end + 30, other));
    expect(call.caller).toEqual(other.caller);
  });

  it('updates an edited comment in place', () => {
    const comment = { id: 1, content: 'call bak', author: anna, postedAtSeconds: end + 50 };
    const second = { id: 2, content: 'done', author: ben, postedAtSeconds: end + 60 };
    const call = merged(
      event('call.commented', end + 60, aCall({ comments: [comment, second] })),
      event('call.commented', end + 70, aCall({ comments: [{ ...comment, content: 'call back' }] })),
    );
    expect(call.comments.map(({ content }) => content)).toEqual(['call back', 'done']);
  });

  const abridged = { id: 70001, name: null, email: null };
  const by = (author: Agent | null) => [{ id: 1, content: 'hello', author, postedAtSeconds: end + 50 }];

  it.each<[string, Agent | null]>([
    ['its id', abridged],
    ['its id and name', { ...abridged, name: 'Anna Agent' }],
    ['nothing', null],
  ])('keeps the author of a comment when a later event has only %s', (_what, author) => {
    const call = merged(
      event('call.commented', end + 60, aCall({ agent: null, comments: by(anna) })),
      event('call.tagged', end + 61, aCall({ agent: null, comments: by(author) })),
    );
    expect(call.comments).toEqual(by(anna));
  });

  it.each<[string, Partial<Call>]>([
    ['took the call', { agent: anna }],
    ['transferred it', { agent: ben, transferredBy: anna }],
    ['received it', { agent: ben, transferredTo: anna }],
  ])('completes the author of a comment who %s', (_what, people) => {
    const call = aCall({ ...people, comments: by(abridged) });
    expect(merged(event('call.commented', end + 60, call)).comments).toEqual(by(anna));
  });

  it('completes the author of a comment who had the call in an earlier event only', () => {
    const call = merged(
      event('call.hungup', end, aCall()),
      event('call.commented', end + 60, aCall({ agent: ben, comments: by(abridged) })),
    );
    expect(call.comments).toEqual(by(anna));
  });

  it('takes the newest name and e-mail for the author of a comment', () => {
    const married = anAgent({ name: 'Anna Married', email: 'anna.married@example.com' });
    const call = merged(
      event('call.hungup', end, aCall()),
      event('call.ended', end + 30, aCall({ agent: married, comments: by(abridged) })),
    );
    expect(call.comments).toEqual(by(married));
  });

  it('completes the author of a comment with nothing of another agent', () => {
    const call = merged(event('call.commented', end + 60, aCall({ comments: by({ ...abridged, id: 70003 }) })));
    expect(call.comments).toEqual(by({ ...abridged, id: 70003 }));
  });
});
