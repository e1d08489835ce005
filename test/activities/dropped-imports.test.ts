import { describe, expect, it } from 'vitest';
import type { AppendInput, MediaInput } from '../../activities/contract.ts';
import type { Call } from '../../src/domain/call.ts';
import { callBody } from '../adapters/aircall/call-body.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { appendOf } from './append-of.ts';
import { audioOf } from './audio-of.ts';
import { contactOf } from './contact-of.ts';
import { logCall } from './log-call.ts';
import { openStage, type Stage } from './stage.ts';

const minuteMs = 60_000;
const call = aMissedCall();

/** An attempt whose first message Front accepted and dropped; `ago` makes its checkpoint that of an earlier import. */
async function afterDroppedImport(times?: number) {
  const stage = await openStage({ timeoutMs: 10_000 });
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
  it('is not imported again at once, because Front may just be slow', async () => {
    const { stage, input, failure, ago, imports } = await afterDroppedImport(1);
    expect(failure).toMatchObject({ type: 'ConversationNotVisible', nonRetryable: false });
    const info = { attempt: 2, heartbeatDetails: ago(2 * minuteMs) };
    expect(await stage.failureOf('appendToConversation', input, info)).toMatchObject({ nonRetryable: false });
    expect(imports()).toBe(1);
  });

  it('is imported again after some minutes, and starts one conversation', async () => {
    const { stage, input, ago, imports } = await afterDroppedImport(1);
    const info = { attempt: 3, heartbeatDetails: ago(4 * minuteMs) };
    const { began, conversationId } = await stage.attempt('appendToConversation', input, info);
    expect([began, imports()]).toEqual([true, 2]);
    const { conversations } = stage.front.state;
    expect(conversations.map(({ id, messages, links }) => [id, messages.length, links.length])).toEqual([
      [conversationId, 1, 1],
    ]);
  });

  it('is imported again as soon as a person sends retry', async () => {
    const { stage, ago, imports, retriedByPerson } = await afterDroppedImport(1);
    await stage.attempt('appendToConversation', retriedByPerson(ago(1000)));
    expect(imports()).toBe(2);
    expect(stage.front.state.conversations.map(({ messages }) => messages.length)).toEqual([1]);
  });

  it('parks the call after half an hour, with a remedy', async () => {
    const { stage, input, ago, imports } = await afterDroppedImport();
    const info = { attempt: 4, heartbeatDetails: ago(4 * minuteMs, 31 * minuteMs) };
    const parked = await stage.failureOf('appendToConversation', input, info);
    expect(parked).toMatchObject({ type: 'ConversationNotVisible', nonRetryable: true });
    expect(parked.details?.[0]).toEqual({ remedy: expect.stringMatching(/send the signal retry/) as string });
    expect(imports()).toBe(1);
  });

  it('does not park the call when Front shows the message after half an hour', async () => {
    const { stage, input, ago } = await afterDroppedImport(1);
    const again = { attempt: 2, heartbeatDetails: ago(4 * minuteMs) };
    const { conversationId } = await stage.attempt('appendToConversation', input, again);
    const late = { attempt: 3, heartbeatDetails: ago(4 * minuteMs, 31 * minuteMs) };
    expect(await stage.attempt('appendToConversation', input, late)).toMatchObject({ conversationId });
  });

  it('gets another half hour after a person sends retry', async () => {
    const { stage, ago, imports, retriedByPerson } = await afterDroppedImport(2);
    const input = retriedByPerson(ago(4 * minuteMs, 31 * minuteMs));
    expect(await stage.failureOf('appendToConversation', input)).toMatchObject({ nonRetryable: false });
    const info = { attempt: 2, heartbeatDetails: stage.left() };
    expect(await stage.failureOf('appendToConversation', input, info)).toMatchObject({ nonRetryable: false });
    expect(imports()).toBe(2);
  });

  it('gets another half hour even if the attempt after retry fails before the import', async () => {
    const { stage, ago, retriedByPerson } = await afterDroppedImport(1);
    const input = retriedByPerson(ago(4 * minuteMs, 31 * minuteMs));
    stage.front.faults.add({ method: 'POST', path: '/imported_messages$', kind: 'status', status: 503, times: 1 });
    expect(await stage.failureOf('appendToConversation', input)).toMatchObject({ nonRetryable: false });
    const info = { attempt: 2, heartbeatDetails: stage.left() };
    expect(await stage.attempt('appendToConversation', input, info)).toMatchObject({ began: true });
  });
});

describe("an entry that Front accepts and drops in a known caller's conversation", () => {
  const left = aMissedCall({ id: 8_000_002, voicemailLeft: true, voicemailReady: true });
  const ids = ['aircall-8000001-call', 'aircall-8000002-call', 'aircall-8000002-voicemail'];

  interface Case {
    of?: Call;
    agoSeconds?: number;
    dropped?: boolean;
    changed?: Partial<MediaInput>;
    /** What happens before the look. */
    meanwhile?: (stage: Stage, conversationId: string) => void;
  }

  /** The conversation is archived, a call opens it, and Front drops its entry. @param agoSeconds since then */
  async function afterDropped({ of = left, agoSeconds = 180, dropped = true, changed = {}, meanwhile }: Case) {
    const stage = await openStage({ timeoutMs: 10_000 });
    const { conversation } = await logCall(stage, call);
    stage.front.state.archiveConversation(conversation.id);
    const times = of.answeredAtSeconds === null ? 1 : 2;
    if (dropped) stage.front.behaviour.dropImports = { matching: of.id.toString(), externalId: 'forgotten', times };
    const { appended } = await logCall(stage, of);
    const { conversationId, subject, inboxId, archived, before } = appended;
    const addedAtSeconds = Math.round(Date.now() / 1000) - agoSeconds;
    const thread = {
      conversationId,
      subject,
      inboxId,
      archived,
      ...(before && { before: { ...before, addedAtSeconds } }),
    };
    meanwhile?.(stage, conversationId);
    stage.front.journal.clear();
    const kind = of.answeredAtSeconds === null ? 'voicemail' : 'recording';
    const { status } = await stage.attempt('attachMedia', audioOf(of, thread, { kind, ...changed }));
    await stage.front.settled();
    const shown = conversation.messages.map(({ externalId }) => externalId);
    return { status, shown, requests: stage.front.journal.entries.length, subject: conversation.subject };
  }

  it('is imported again three minutes later, with the voicemail', async () => {
    const restored = { status: 'attached', shown: ids, requests: 4, subject: 'Voicemail – Support UK' };
    expect(await afterDropped({})).toEqual(restored);
  });

  it('is not imported again while Front may just be slow', async () => {
    expect((await afterDropped({ agoSeconds: 5 })).shown).toEqual([ids[0], ids[2]]);
  });

  it('costs no extra request when Front has it', async () => {
    expect(await afterDropped({ dropped: false })).toMatchObject({ shown: ids, requests: 3 });
  });

  describe('when no audio follows', () => {
    const of = aMissedCall({ id: 8_000_002, missedReason: 'out_of_opening_hours' });
    const subject = 'Missed call out of hours – Support UK';

    it('is imported again when Aircall has no voicemail for a missed call', async () => {
      const restored = { status: 'none', shown: ids.slice(0, 2), requests: 3, subject };
      expect(await afterDropped({ of })).toEqual(restored);
    });

    it.each([
      ['never came', { gaveUpAfterSeconds: 86_400 }, 'given up'],
      ['is of a call that Aircall no longer has', {}, 'none'],
    ])('is imported again when the recording %s', async (_why, changed, status) => {
      const meanwhile = ({ aircall }: Stage) => {
        if (status === 'none') return;
        const body = { call: callBody({ id: 8_000_002, recording: null, asset: null }) };
        aircall.faults.add({ path: '^/v1/calls/', kind: 'status', status: 200, body });
      };
      const restored = await afterDropped({ of: aCall({ id: 8_000_002 }), meanwhile, changed });
      expect(restored).toMatchObject({ status, shown: [...ids.slice(0, 2), 'aircall-8000002-duration'], requests: 4 });
    });

    it('costs one request when Front has it, and none before Front should show it', async () => {
      expect(await afterDropped({ of, dropped: false })).toMatchObject({ shown: ids.slice(0, 2), requests: 1 });
      expect(await afterDropped({ of, agoSeconds: 5 })).toMatchObject({ shown: ids.slice(0, 1), requests: 0 });
    });

    it('costs no request when a later run of the call found it in Front', async () => {
      const stage = await openStage({ timeoutMs: 10_000 });
      await logCall(stage, call);
      const first = await logCall(stage, of);
      const again = await logCall(stage, of, { checkExisting: true });
      expect([first.appended.before, again.appended.before]).toEqual([expect.anything(), undefined]);
    });

    it('costs no request for a past call', async () => {
      expect(await afterDropped({ of, changed: { skipsRules: true } })).toMatchObject({ requests: 0 });
    });

    it('does not park the call when the conversation was deleted for good', async () => {
      const meanwhile = ({ front }: Stage, id: string) => {
        front.faults.add({ method: 'GET', path: `/conversations/${id}$`, kind: 'status', status: 404 });
      };
      expect(await afterDropped({ of, meanwhile })).toMatchObject({ status: 'none', requests: 1 });
    });
  });
});
