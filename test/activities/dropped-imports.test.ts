import { describe, expect, it } from 'vitest';
import type { AppendInput } from '../../activities/contract.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { appendOf } from './append-of.ts';
import { audioOf } from './audio-of.ts';
import { contactOf } from './contact-of.ts';
import { logCall } from './log-call.ts';
import { openStage } from './stage.ts';

const minuteMs = 60_000;
const call = aMissedCall();

/** An attempt whose first message Front accepted and dropped; `ago` makes its checkpoint that of an earlier import. */
async function afterDroppedImport(times?: number) {
  const stage = await openStage();
  const { front } = stage;
  front.behaviour.dropImports = {
    matching: `aircall-${call.id}-call`,
    externalId: 'forgotten',
    ...(times === undefined ? {} : { times }),
  };
  const { result: contact } = await stage.untilDone('findOrCreateContact', contactOf(call));
  const input = appendOf(call, contact);
  const failure = await stage.failureOf('appendToConversation', input);
  const [, left] = (failure.details ?? []) as [unknown, { first: { messageUid: string } }];
  const ago = (importedMs: number, sinceMs = importedMs) => ({
    first: { ...left.first, importedAtMs: Date.now() - importedMs, sinceMs: Date.now() - sinceMs },
  });
  const imports = () => front.journal.find({ method: 'POST', path: /\/imported_messages$/ }).length;
  const retriedByPerson = (checkpoint: unknown): AppendInput => ({ ...input, before: { checkpoint, byPerson: true } });
  return { stage, input, failure, ago, imports, retriedByPerson };
}

describe('a first message that Front accepts and drops', () => {
  it('is not imported again at once, for Front may only be slow', async () => {
    const { stage, input, failure, ago, imports } = await afterDroppedImport(1);
    expect(failure).toMatchObject({ type: 'ConversationNotVisible', nonRetryable: false });
    const info = { attempt: 2, heartbeatDetails: ago(2 * minuteMs) };
    expect(await stage.failureOf('appendToConversation', input, info)).toMatchObject({ nonRetryable: false });
    expect(imports()).toBe(1);
  });

  it('is imported again after some minutes, and begins the conversation once', async () => {
    const { stage, input, ago, imports } = await afterDroppedImport(1);
    const info = { attempt: 3, heartbeatDetails: ago(4 * minuteMs) };
    const { began, conversationId } = await stage.attempt('appendToConversation', input, info);
    expect([began, imports()]).toEqual([true, 2]);
    const { conversations } = stage.front.state;
    expect(conversations.map(({ id, messages, links }) => [id, messages.length, links.length])).toEqual([
      [conversationId, 1, 1],
    ]);
  });

  it('is imported again when a person sends retry, however short the time', async () => {
    const { stage, ago, imports, retriedByPerson } = await afterDroppedImport(1);
    await stage.attempt('appendToConversation', retriedByPerson(ago(1000)));
    expect(imports()).toBe(2);
    expect(stage.front.state.conversations.map(({ messages }) => messages.length)).toEqual([1]);
  });

  it('parks the call after half an hour, with the remedy', async () => {
    const { stage, input, ago, imports } = await afterDroppedImport();
    const info = { attempt: 4, heartbeatDetails: ago(4 * minuteMs, 31 * minuteMs) };
    const parked = await stage.failureOf('appendToConversation', input, info);
    expect(parked).toMatchObject({ type: 'ConversationNotVisible', nonRetryable: true });
    expect(parked.details?.[0]).toEqual({ remedy: expect.stringMatching(/send the signal retry/) as string });
    expect(imports()).toBe(1);
  });

  it('does not park the call when Front shows it after half an hour', async () => {
    const { stage, input, ago } = await afterDroppedImport(1);
    const again = { attempt: 2, heartbeatDetails: ago(4 * minuteMs) };
    const { conversationId } = await stage.attempt('appendToConversation', input, again);
    const late = { attempt: 3, heartbeatDetails: ago(4 * minuteMs, 31 * minuteMs) };
    expect(await stage.attempt('appendToConversation', input, late)).toMatchObject({ conversationId });
  });

  it('has another half an hour after a person sent retry', async () => {
    const { stage, ago, imports, retriedByPerson } = await afterDroppedImport(2);
    const input = retriedByPerson(ago(4 * minuteMs, 31 * minuteMs));
    expect(await stage.failureOf('appendToConversation', input)).toMatchObject({ nonRetryable: false });
    const info = { attempt: 2, heartbeatDetails: stage.left() };
    expect(await stage.failureOf('appendToConversation', input, info)).toMatchObject({ nonRetryable: false });
    expect(imports()).toBe(2);
  });

  it('has it too when the attempt after retry fails before the import', async () => {
    const { stage, ago, retriedByPerson } = await afterDroppedImport(1);
    const input = retriedByPerson(ago(4 * minuteMs, 31 * minuteMs));
    stage.front.faults.add({ method: 'POST', path: '/imported_messages$', kind: 'status', status: 503, times: 1 });
    expect(await stage.failureOf('appendToConversation', input)).toMatchObject({ nonRetryable: false });
    const info = { attempt: 2, heartbeatDetails: stage.left() };
    expect(await stage.attempt('appendToConversation', input, info)).toMatchObject({ began: true });
  });
});

describe("an entry in a known caller's conversation that Front accepts and drops", () => {
  const left = aMissedCall({ id: 8_000_002, voicemailLeft: true, voicemailReady: true });
  const ids = ['aircall-8000001-call', 'aircall-8000002-call', 'aircall-8000002-voicemail'];

  /** The conversation is archived, a call with a voicemail opens it, and Front drops its entry. @param agoSeconds since then */
  async function afterDropped(agoSeconds: number, dropped = true) {
    const stage = await openStage({ timeoutMs: 10_000 });
    const { conversation } = await logCall(stage, call);
    stage.front.state.archiveConversation(conversation.id);
    if (dropped)
      stage.front.behaviour.dropImports = { matching: left.id.toString(), externalId: 'forgotten', times: 1 };
    const { appended } = await logCall(stage, left);
    const { conversationId, subject, inboxId, archived, before } = appended;
    const addedAtSeconds = Math.round(Date.now() / 1000) - agoSeconds;
    const thread = {
      conversationId,
      subject,
      inboxId,
      archived,
      ...(before && { before: { ...before, addedAtSeconds } }),
    };
    stage.front.journal.clear();
    await stage.attempt('attachMedia', audioOf(left, thread, { kind: 'voicemail' }));
    await stage.front.settled();
    const shown = conversation.messages.map(({ externalId }) => externalId);
    return { shown, requests: stage.front.journal.entries.length, subject: conversation.subject };
  }

  it('is imported again with the voicemail, three minutes later', async () => {
    expect(await afterDropped(180)).toEqual({ shown: ids, requests: 4, subject: 'Voicemail – Support UK' });
  });

  it('is left alone while Front may only be slow', async () => {
    expect((await afterDropped(5)).shown).toEqual([ids[0], ids[2]]);
  });

  it('costs no request when it is there', async () => {
    expect(await afterDropped(180, false)).toMatchObject({ shown: ids, requests: 3 });
  });
});
