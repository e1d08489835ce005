import { describe, expect, it } from 'vitest';
import type { CallComment } from '../../src/domain/call.ts';
import { aCall } from '../fixtures/a-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { logCall } from './log-call.ts';
import { openStage } from './stage.ts';

const nowSeconds = Math.floor(Date.now() / 1000);
const ben = anAgent({ id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' });

function aComment(changed: Partial<CallComment> = {}): CallComment {
  return { id: 1, content: 'Wants a refund', author: anAgent(), postedAtSeconds: nowSeconds, ...changed };
}

/** A stage with a conversation, and its comments as they are seen in Front. */
async function withConversation(timeoutMs = 2000) {
  const stage = await openStage({ timeoutMs });
  const { conversation } = await logCall(stage, aCall());
  const seen = () =>
    conversation.comments.map(({ body, authorId }) => [body, stage.front.state.author(authorId).email]);
  return { stage, conversation, conversationId: conversation.id, seen };
}

describe('addComment', () => {
  it("adds the comment as the agent's teammate, in one request", async () => {
    const { stage, conversation, conversationId, seen } = await withConversation();
    stage.front.journal.clear();
    const result = await stage.attempt('addComment', { comment: aComment(), conversationId, checkExisting: false });
    const teammateId = stage.front.state.teammates[0]?.id;
    expect(result).toEqual({
      frontCommentId: conversation.comments[0]?.id,
      existed: false,
      author: { kind: 'matched', teammateId, by: 'email' },
    });
    expect(seen()).toEqual([['Wants a refund', 'anna.agent@example.com']]);
    expect(stage.front.journal.entries).toHaveLength(1);
  });

  it.each<[string, CallComment, string]>([
    [
      'without a teammate',
      aComment({ author: anAgent({ email: 'dirk.dienst@example.com', name: 'Dirk' }) }),
      'Dirk:\nWants a refund',
    ],
    [
      'whose teammate is blocked',
      aComment({ author: anAgent({ email: 'bob.blocked@example.com', name: 'Bob' }) }),
      'Bob:\nWants a refund',
    ],
    [
      'without a name',
      aComment({ author: anAgent({ email: 'dirk@x.example', name: null }) }),
      'dirk@x.example:\nWants a refund',
    ],
    ['of whom nothing is known', aComment({ author: anAgent({ email: null, name: null }) }), 'Wants a refund'],
  ])('names an agent %s in the text, if known', async (_who, comment, body) => {
    const { stage, conversationId, seen } = await withConversation();
    await stage.attempt('addComment', { comment, conversationId, checkExisting: false });
    expect(seen()).toEqual([[body, 'api@front.invalid']]);
  });

  const markup = '<img src=x onerror=alert(1)> [click](javascript:alert(3))\r\n# x';

  it('escapes markup so that the comment reads as written', async () => {
    const { stage, conversationId, seen } = await withConversation();
    const author = anAgent({ email: 'dirk@x.example', name: 'Dirk\n<b>' });
    await stage.attempt('addComment', {
      comment: aComment({ content: markup, author }),
      conversationId,
      checkExisting: false,
    });
    expect(seen()).toEqual([
      ['Dirk ‹b›:\n‹img src=x onerror=alert(1)› [click］(javascript∶alert(3))\n＃ x', 'api@front.invalid'],
    ]);
  });

  it.each([
    ['as an earlier version wrote it', markup],
    ['with the breaks that Front made of it', ' ‹img src=x onerror=alert(1)› [click］(javascript∶alert(3))\n\n＃ x\n'],
  ])('recognizes a comment with markup %s', async (_how, body) => {
    const { stage, conversation, conversationId, seen } = await withConversation();
    stage.front.state.addComment(conversationId, 'alt:email:anna.agent@example.com', body);
    const comment = aComment({ content: markup });
    const again = await stage.attempt('addComment', { comment, conversationId, checkExisting: true });
    expect(seen()).toHaveLength(1);
    expect(again.frontCommentId).toBe(conversation.comments[0]?.id);
  });

  it('adds a comment without an author unchanged', async () => {
    const { stage, conversationId, seen } = await withConversation();
    await stage.attempt('addComment', { comment: aComment({ author: null }), conversationId, checkExisting: false });
    expect(seen()).toEqual([['Wants a refund', 'api@front.invalid']]);
  });

  it.each([
    ['a second attempt', { attempt: 2 }, false],
    ['a later run', { attempt: 1 }, true],
  ])('adds no second comment in %s', async (_which, info, checkExisting) => {
    const { stage, conversation, conversationId, seen } = await withConversation();
    const comment = aComment({ content: 'Wants\na refund ' });
    await stage.attempt('addComment', { comment, conversationId, checkExisting: false });
    const again = await stage.attempt('addComment', { comment, conversationId, checkExisting }, info);
    expect(seen()).toHaveLength(1);
    expect(again.frontCommentId).toBe(conversation.comments[0]?.id);
  });

  it('does not mistake a much older comment with the same text for its own', async () => {
    const { stage, conversation, conversationId, seen } = await withConversation();
    stage.front.state.addComment(conversationId, 'alt:email:anna.agent@example.com', 'Wants a refund');
    for (const old of conversation.comments) old.postedAtMs -= 3_600_000;
    await stage.attempt('addComment', { comment: aComment(), conversationId, checkExisting: true });
    expect(seen()).toHaveLength(2);
  });

  it('recognizes its own comment when the clocks differ by a minute', async () => {
    const { stage, conversationId, seen } = await withConversation();
    const comment = aComment({ postedAtSeconds: nowSeconds + 60 });
    await stage.attempt('addComment', { comment, conversationId, checkExisting: false });
    await stage.attempt('addComment', { comment, conversationId, checkExisting: true });
    expect(seen()).toHaveLength(1);
  });

  it('adds the same text from two agents twice, even when an answer is lost', async () => {
    const { stage, conversationId, seen } = await withConversation();
    await stage.untilDone('addComment', { comment: aComment(), conversationId, checkExisting: false });
    stage.strike(1, { kind: 'cut-before' });
    const comment = aComment({ id: 2, author: ben });
    const { failures } = await stage.untilDone('addComment', { comment, conversationId, checkExisting: false });
    expect(failures).toEqual(['FrontOutcomeUnknown', 'FrontOutcomeUnknown', 'FrontOutcomeUnknown']);
    expect(seen()).toEqual([
      ['Wants a refund', 'anna.agent@example.com'],
      ['Wants a refund', 'ben.backup@example.com'],
    ]);
  });

  it('adds the same text from one agent twice, even when an answer is lost', async () => {
    const { stage, conversationId, seen } = await withConversation();
    const first = await stage.attempt('addComment', { comment: aComment(), conversationId, checkExisting: false });
    stage.strike(1, { kind: 'cut-before' });
    const others = [first.frontCommentId];
    await stage.untilDone('addComment', { comment: aComment({ id: 2 }), conversationId, checkExisting: false, others });
    expect(seen()).toHaveLength(2);
  });

  it('delays the retry after a lost answer, so that Front can finish', async () => {
    const { stage, conversationId } = await withConversation();
    stage.strike(1, { kind: 'cut-after' });
    const failure = await stage.failureOf('addComment', { comment: aComment(), conversationId, checkExisting: false });
    expect(failure.type).toBe('FrontOutcomeUnknown');
    expect(failure.nextRetryDelay).toBeDefined();
  });

  it('checks for the comment after 10 s, one minute and five minutes before adding it again', async () => {
    const { stage, conversationId, seen } = await withConversation();
    const input = { comment: aComment(), conversationId, checkExisting: false };
    stage.strike(1, { kind: 'cut-before' });
    const pauses: unknown[] = [];
    for (const attempt of [1, 2, 3]) {
      const info = { attempt, heartbeatDetails: stage.left() };
      pauses.push((await stage.failureOf('addComment', input, info)).nextRetryDelay);
      expect(seen()).toEqual([]);
    }
    expect(pauses).toEqual([10_000, 50_000, 240_000]);
    await stage.attempt('addComment', input, { attempt: 4, heartbeatDetails: stage.left() });
    expect(seen()).toHaveLength(1);
  });

  it.each([
    ['in time', 600, 2000],
    ['after we gave up', 600, 300],
  ])('adds one comment when a slow Front writes it %s', async (_when, delayMs, timeoutMs) => {
    const { stage, conversationId, seen } = await withConversation(timeoutMs);
    stage.strike(1, { kind: 'delay', delayMs });
    const input = { comment: aComment(), conversationId, checkExisting: false };
    await stage.untilDone('addComment', input);
    expect(seen()).toHaveLength(1);
  });

  it('retries at once when Front refuses the request', async () => {
    const { stage, conversationId, seen } = await withConversation();
    stage.strike(1, { kind: 'status', status: 429 });
    const { failures } = await stage.untilDone('addComment', {
      comment: aComment(),
      conversationId,
      checkExisting: false,
    });
    expect(failures).toEqual(['FrontRateLimited']);
    expect(seen()).toHaveLength(1);
  });

  it('checks for the comment after a killed attempt', async () => {
    const { stage, conversationId, seen } = await withConversation();
    const input = { comment: aComment(), conversationId, checkExisting: false };
    expect((await stage.failureOf('addComment', input, { attempt: 2 })).type).toBe('FrontOutcomeUnknown');
    expect(seen()).toEqual([]);
  });

  it('adds the comment to the surviving conversation after a merge', async () => {
    const { stage, conversationId } = await withConversation();
    const { state } = stage.front;
    const mail = state.addEmailConversation(state.contacts[0]?.id ?? '', 'Refund');
    state.mergeConversations(conversationId, mail.id);
    await stage.attempt('addComment', { comment: aComment(), conversationId, checkExisting: false });
    await stage.attempt('addComment', { comment: aComment(), conversationId, checkExisting: false }, { attempt: 2 });
    expect(mail.comments.map(({ body }) => body)).toEqual(['Wants a refund']);
  });

  it('adds one comment when the answer from the surviving conversation is lost', async () => {
    const { stage, conversationId } = await withConversation();
    const { state } = stage.front;
    const mail = state.addEmailConversation(state.contacts[0]?.id ?? '', 'Refund');
    state.mergeConversations(conversationId, mail.id);
    stage.strike(2, { kind: 'cut-after' });
    await stage.untilDone('addComment', { comment: aComment(), conversationId, checkExisting: false });
    expect(mail.comments).toHaveLength(1);
  });
});
