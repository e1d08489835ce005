import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createArchiveNotifier } from '../../src/adapters/temporal/operations/archive.ts';
import { undoOnArchiveId } from '../../src/domain/ids.ts';
import { remember, retry } from '../../workflows/messages.ts';
import { keepGolden, replay } from '../replay/golden.ts';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

const yaml = `
comments: all
voicemail: { delay: 1s, settle: 100ms }
rules:
  - { on: comment, contains: Test, tag: Follow-up, untagOnArchive: true }
  - { on: comment, contains: Refund, tag: Billing, untagOnArchive: true }
  - { on: comment, contains: keep, tag: Kept, untagOnArchive: false }
  - { on: voicemail, moveTo: Voicemail, moveBackOnArchive: true }
`;
let stage: Stage;
beforeAll(async () => {
  stage = await openStage(yaml, {}, realHome);
});
afterAll(() => stage.close());

const leftVoicemail = bodyOf('b3-call.ended.inbound-missed-voicemail');
const inboxId = (name: string) => stage.front.state.inboxes.find((inbox) => inbox.name === name)?.id ?? '';

/** A caller's conversation that rules have touched, as tests look at it. */
async function touched(callId: number, ...comments: string[]) {
  const key = `+44207946${callId}`;
  const written = comments.map((content, index) => ({
    id: callId * 10 + index,
    content,
    posted_at: 1_760_000_000,
    posted_by: { id: 70001, name: 'Anna Agent', email: 'anna.agent@example.com' },
  }));
  await stage.deliver(await stage.now(leftVoicemail, callId, key, { comments: written, tags: [] }));
  await stage.outcomeOf(callId);
  const conversation = stage.conversationOf(key);
  const undoing = stage.client.workflow.getHandle(undoOnArchiveId(conversation.id));
  const isRunning = async () => (await undoing.describe()).status.name === 'RUNNING';
  const hasTag = (name: string) => conversation.tagIds.includes(tagId(name));
  const archive = async (ruleTags?: string[]) => {
    stage.front.state.archiveConversation(conversation.id);
    const notifier = createArchiveNotifier({ client: stage.client, timeoutMs: 120_000 });
    return await notifier.notifyArchived(conversation.id, ruleTags);
  };
  const looks = () =>
    stage.front.journal.find({ method: 'GET', path: new RegExp(`^/conversations/${conversation.id}$`) });
  return { conversation, undoing, isRunning, hasTag, archive, looks };
}
const tagId = (name: string) => stage.front.state.tags.find((tag) => tag.name === name)?.id ?? name;

describe('undoOnArchive', () => {
  it('undoes what all rules did, and leaves everything else', async () => {
    const { conversation, hasTag, archive, undoing } = await touched(6001, 'Test', 'please keep it');
    expect([hasTag('Follow-up'), hasTag('Kept'), conversation.inboxIds]).toEqual([true, true, [inboxId('Voicemail')]]);
    stage.front.journal.clear();
    expect(await archive(['follow-up'])).toBe(true);
    expect(await undoing.result()).toMatchObject({
      state: 'undone',
      undone: [{ kind: 'untag' }, { kind: 'move back' }],
    });
    expect(stage.front.journal.find({ method: 'GET', path: /\/messages$/ })).toEqual([]);
    expect([hasTag('Follow-up'), hasTag('Kept'), conversation.inboxIds]).toEqual([
      false,
      true,
      [inboxId('Aircall Phone')],
    ]);
    expect(conversation.status).toBe('archived');
    await replay(await undoing.fetchHistory(), undoing.workflowId);
  });

  it('runs once for ten notifications', async () => {
    const { hasTag, archive, undoing, looks } = await touched(6002, 'Test');
    const before = looks().length;
    await Promise.all(Array.from({ length: 10 }, () => archive()));
    await undoing.result();
    expect(hasTag('Follow-up')).toBe(false);
    expect(looks().length - before).toBe(1);
    expect(await archive()).toBe(false);
  });

  it('keeps for the next archiving what a rule does while it undoes', async () => {
    const { conversation, hasTag, archive, undoing, isRunning } = await touched(6003, 'Test');
    stage.front.faults.add({ path: `^/conversations/${conversation.id}$`, kind: 'delay', delayMs: 20_000, times: 1 });
    await archive();
    await vi.waitUntil(async () => ((await undoing.describe()).raw.pendingActivities ?? []).length > 0, {
      timeout: 120_000,
    });
    conversation.tagIds.push(tagId('billing'));
    await undoing.signal(remember, [{ kind: 'untag', tag: 'billing' }]);
    await vi.waitUntil(() => !hasTag('Follow-up') && conversation.inboxIds[0] === inboxId('Aircall Phone'), {
      timeout: 120_000,
    });
    const isAtRest = async () => {
      const { raw } = await undoing.describe();
      return (raw.pendingActivities ?? []).length === 0 && raw.pendingWorkflowTask == null;
    };
    await vi.waitUntil(isAtRest, { timeout: 120_000, interval: 250 });
    expect([await isRunning(), hasTag('billing')]).toEqual([true, true]);
    stage.front.state.reopenConversation(conversation.id);
    expect(await archive()).toBe(true);
    expect(await undoing.result()).toMatchObject({ state: 'undone' });
    expect(hasTag('billing')).toBe(false);
    await replay(await undoing.fetchHistory(), undoing.workflowId);
    await keepGolden('undo-on-archive-twice', await undoing.fetchHistory());
  });

  it("undoes another caller's rules in the conversation into which a person had merged theirs", async () => {
    const into = await touched(6005, 'Test');
    const merged = await touched(6006, 'Refund');
    stage.front.state.mergeConversations(merged.conversation.id, into.conversation.id);
    expect([into.hasTag('Follow-up'), into.hasTag('billing')]).toEqual([true, true]);
    expect(await into.archive(['follow-up', 'billing'])).toBe(true);
    expect(await into.undoing.result()).toMatchObject({ state: 'undone' });
    expect(await merged.undoing.result()).toMatchObject({ state: 'undone' });
    expect([into.hasTag('Follow-up'), into.hasTag('billing')]).toEqual([false, false]);
    await replay(await into.undoing.fetchHistory(), into.undoing.workflowId);
    await keepGolden('undo-in-merged-too', await into.undoing.fetchHistory());
  });

  it('is parked with its failure while Front refuses, and undoes everything after retry', async () => {
    const { conversation, hasTag, archive, undoing } = await touched(6004, 'Test');
    stage.front.faults.add({ path: `^/conversations/${conversation.id}`, kind: 'status', status: 401, times: 1 });
    await archive();
    const query = 'WorkflowType="undoOnArchive" AND CallthreadState="parked" AND CallthreadFailure="FrontUnauthorized"';
    await vi.waitUntil(async () => (await stage.client.workflow.count(query)).count === 1, {
      timeout: 120_000,
      interval: 250,
    });
    await undoing.signal(retry);
    expect(await undoing.result()).toMatchObject({ undone: [{ kind: 'untag' }, { kind: 'move back' }] });
    expect([hasTag('Follow-up'), conversation.inboxIds]).toEqual([false, [inboxId('Aircall Phone')]]);
    await expect.poll(async () => (await stage.client.workflow.count(query)).count, { timeout: 120_000 }).toBe(0);
  });
});
