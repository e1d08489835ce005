import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import type { Qualification } from '../../src/domain/qualification.ts';
import { textsIn } from '../../src/texts/texts.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { anOutboundCall } from '../fixtures/an-outbound-call.ts';
import { callerLinkFor } from '../fixtures/caller-link.ts';
import { preferencesWith } from '../fixtures/preferences-with.ts';
import { appendOf } from './append-of.ts';
import { contactOf } from './contact-of.ts';
import { logCall } from './log-call.ts';
import { openStage } from './stage.ts';

describe('appendToConversation, for a caller without a conversation', () => {
  it('creates the conversation with the entries in order, and links it to the caller', async () => {
    const stage = await openStage();
    const { appended, conversation } = await logCall(stage, aCall({ recordingReady: true }));
    const { state } = stage.front;
    const inbox = state.inboxes.find(({ name }) => name === 'Aircall Phone');
    const anna = state.teammate('alt:email:anna.agent@example.com');
    expect(appended).toMatchObject({
      conversationId: conversation.id,
      subject: 'Inbound call – Support UK',
      inboxId: inbox?.id,
      began: true,
      archived: false,
      entries: ['call', 'duration', 'recording'],
      agent: { kind: 'matched', teammateId: anna?.id, by: 'email' },
      moved: null,
      update: null,
    });
    expect(conversation).toMatchObject({
      subject: 'Inbound call – Support UK',
      status: 'assigned',
      assigneeId: anna?.id,
      inboxIds: [inbox?.id],
      links: [{ externalUrl: callerLinkFor('+447700900123') }],
    });
    expect(
      conversation.messages.map(({ externalId, body, createdAtSeconds }) => [
        externalId,
        body.split('\n')[0],
        createdAtSeconds,
      ]),
    ).toEqual([
      ['aircall-8000001-call', 'Inbound call – Support UK', 1_760_000_000],
      ['aircall-8000001-duration', 'Duration: 3 min 13 s', 1_760_000_208],
      ['aircall-8000001-recording', 'Recording: https://assets.aircall.io/calls/8000001/recording', 1_760_000_209],
    ]);
    expect(new Set(conversation.messages.map(({ subject, type }) => `${type}: ${subject}`))).toEqual(
      new Set(['custom: Inbound call – Support UK']),
    );
    expect(state.conversations).toHaveLength(1);
    expect(state.contacts).toHaveLength(1);
  });

  const agent = anAgent();
  it.each<[Qualification, 'in' | 'out', boolean, Call]>([
    ['inbound-answered', 'out', true, aCall()],
    ['outbound-answered', 'out', true, aCall({ direction: 'outbound' })],
    ['outbound-unanswered', 'out', false, anOutboundCall()],
    ['voicemail', 'in', false, aMissedCall({ voicemailLeft: true, agent })],
    ['ivr-abandoned', 'in', false, aMissedCall({ missedReason: 'abandoned_in_ivr', agent })],
    ['out-of-hours', 'in', false, aMissedCall({ missedReason: 'out_of_opening_hours', agent })],
    ['missed', 'in', false, aMissedCall({ agent })],
  ])(
    'writes a call of kind %s as a message %s (assigned to the agent: %s)',
    async (qualification, way, assigned, call) => {
      const stage = await openStage();
      const { conversation, appended } = await logCall(stage, call);
      const annaId = stage.front.state.teammates[0]?.id;
      const line = { handle: '+442079460101', contactId: null };
      const caller = { handle: '+447700900123', name: 'Cara Caller', contactId: stage.front.state.contacts[0]?.id };
      expect(conversation.messages.length).toBeGreaterThan(0);
      for (const message of conversation.messages) {
        expect(message).toMatchObject({
          isInbound: way === 'in',
          authorId: way === 'in' ? null : annaId,
          recipients: way === 'in' ? [caller, line] : [{ ...line, name: 'Anna Agent' }, caller],
        });
      }
      expect(conversation.assigneeId).toBe(assigned ? annaId : null);
      expect(conversation.status).toBe(assigned ? 'assigned' : 'unassigned');
      expect(appended.subject).toBe(`${textsIn('en').entries.qualification[qualification]} – Support UK`);
      expect(stage.front.state.contacts).toHaveLength(1);
      const imports = stage.front.journal.find({ path: /imported_messages$/ }).map(({ body }) => body);
      for (const body of imports)
        expect(body).toMatchObject({ metadata: { should_skip_rules: false, is_archived: false } });
    },
  );

  it("lets Front's rules run, and leaves the conversation open", async () => {
    const stage = await openStage({ front: { frontRules: true } });
    const { conversation } = await logCall(stage, aMissedCall({ voicemailLeft: true }));
    expect(conversation.inboxIds).toEqual([stage.front.state.inboxes.find(({ name }) => name === 'Voicemail')?.id]);
    expect(conversation.status).toBe('unassigned');
  });

  it('archives the conversation when the configuration says so', async () => {
    const stage = await openStage();
    const { conversation, appended } = await logCall(stage, anOutboundCall(), { policy: 'archived' });
    expect(conversation.status).toBe('archived');
    expect(appended).toMatchObject({ archived: true, update: null });
  });

  it('uses the configured line name, and the original name as the handle of a line without a number', async () => {
    const stage = await openStage();
    const { conversation } = await logCall(stage, aCall({ line: { ...aCall().line, e164: null } }), {
      lineName: 'Londres',
    });
    expect(conversation.subject).toBe('Inbound call – Londres');
    expect(conversation.messages[0]?.recipients[0]?.handle).toBe('Support UK');
  });

  it('writes French when configured', async () => {
    const stage = await openStage({ deps: { preferences: preferencesWith({ language: 'fr' }) } });
    const { conversation } = await logCall(stage, aCall());
    expect(conversation.subject).toBe('Appel entrant – Support UK');
    expect(conversation.messages.map(({ body }) => body.split('\n')[0])).toEqual([
      'Appel entrant – Support UK',
      'Durée : 3 min 13 s',
    ]);
  });

  it.each([
    ['while Aircall has it not', aCall(), 'link'],
    ['when recordings are off', aCall({ recordingReady: true }), 'off'],
  ] as const)('writes no recording %s', async (_when, call, recordings) => {
    const stage = await openStage();
    const { appended } = await logCall(stage, call, { recordings });
    expect(appended.entries).toEqual(['call', 'duration']);
  });

  it.each([400, 404, 422])('waits when Front refuses to show what it has just created: %i', async (status) => {
    const stage = await openStage();
    stage.front.state.addContact({ name: 'Cara', handles: [{ source: 'phone', handle: '+447700900123' }] });
    const call = aMissedCall();
    const contact = await stage.attempt('findOrCreateContact', contactOf(call));
    stage.front.faults.add({ method: 'GET', path: '/conversations/cnv_\\w+$', kind: 'status', status, times: 1 });
    const { result, failures } = await stage.untilDone('appendToConversation', appendOf(call, contact));
    expect(failures).toEqual(['ConversationNotVisible']);
    expect(stage.front.state.conversation(result.conversationId)).toMatchObject({
      links: [{ externalUrl: callerLinkFor('+447700900123') }],
      messages: [{ externalId: `aircall-${call.id}-call` }],
    });
    expect(stage.front.state.conversations).toHaveLength(1);
  });

  it('finds the conversation in one attempt when Front does not name the message that it imports', async () => {
    const stage = await openStage({ leftOut: ['message_uid'] });
    const { result: contact } = await stage.untilDone('findOrCreateContact', contactOf(aMissedCall()));
    const { conversationId } = await stage.attempt('appendToConversation', appendOf(aMissedCall(), contact));
    expect(stage.front.state.conversations.map(({ id, links }) => [id, links.length])).toEqual([[conversationId, 1]]);
  });

  it('assigns the new conversation of a known contact', async () => {
    const stage = await openStage();
    stage.front.state.addContact({ name: 'Cara', handles: [{ source: 'phone', handle: '+447700900123' }] });
    const { appended, conversation } = await logCall(stage, aCall());
    expect(appended.update).toBeNull();
    expect(conversation.assigneeId).toBe(stage.front.state.teammates[0]?.id);
    expect(conversation.links).toHaveLength(1);
  });
});
