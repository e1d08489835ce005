import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createArchiveNotifier } from '../../src/adapters/temporal/operations/archive.ts';
import { undoOnArchiveId } from '../../src/domain/ids.ts';
import { keepGolden, replay } from '../replay/golden.ts';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

const yaml = `
comments: all
voicemail: { delay: 1s, settle: 100ms }
tags: { Billing: billing, VIP: Important }
rules:
  - { on: comment, contains: Test, tag: Follow-up, untagOnArchive: true }
  - { on: voicemail, moveTo: Voicemail, moveBackOnArchive: true }
`;
let stage: Stage;
beforeAll(async () => {
  stage = await openStage(yaml, {}, realHome);
});
afterAll(() => stage.close());

const answered = bodyOf('a6-call.ended.inbound-answered');
const commented = bodyOf('a8-call.commented.inbound');
const leftVoicemail = bodyOf('b3-call.ended.inbound-missed-voicemail');
const author = { id: 70001, name: 'Anna Agent', email: 'Anna.Agent@Example.com' };
const comment = (id: number, content: string, postedAt: number) => ({
  id,
  content,
  posted_at: postedAt,
  posted_by: author,
});
const inboxId = (name: string) => stage.front.state.inboxes.find((inbox) => inbox.name === name)?.id ?? '';

/** Archives as a person does, and lets the undo finish. */
async function archive(conversationId: string, golden?: string): Promise<void> {
  stage.front.state.archiveConversation(conversationId);
  expect(await createArchiveNotifier({ client: stage.client, timeoutMs: 10_000 }).notifyArchived(conversationId)).toBe(
    true,
  );
  const handle = stage.client.workflow.getHandle(undoOnArchiveId(conversationId));
  await handle.result();
  await replay(await handle.fetchHistory(), handle.workflowId);
  if (golden !== undefined) await keepGolden(golden, await handle.fetchHistory());
}

describe('the rule on a comment', () => {
  it('tags the conversation, and archiving removes the tag', async () => {
    const at = await stage.nowSeconds();
    const comments = [comment(41, 'a tEsT of it', at)];
    await stage.deliver(await stage.now(answered, 5001, '+44 20 7946 5001', { comments, tags: [] }));
    await stage.outcomeOf(5001, 'rule-on-comment');
    expect(stage.tagsOf('+442079465001')).toEqual(['Follow-up']);
    await archive(stage.conversationOf('+442079465001').id, 'undo-on-archive');
    expect(stage.tagsOf('+442079465001')).toEqual([]);
    await stage.deliver(await stage.now(commented, 5001, '+44 20 7946 5001', { comments, tags: [] }));
    expect(stage.tagsOf('+442079465001')).toEqual([]);
  });

  it('is undone in the conversation into which a person had merged its own', async () => {
    const caller = '+44 20 7946 5009';
    await stage.deliver(await stage.now(answered, 5009, caller, { tags: [] }));
    await stage.stateOf(5009, ({ steps }) => 'append' in steps);
    await stage.front.settled();
    const { id } = stage.conversationOf('+442079465009');
    const { state } = stage.front;
    const mail = state.addEmailConversation(state.contacts.at(-1)?.id ?? '', 'Refund');
    state.mergeConversations(id, mail.id);
    const comments = [comment(49, 'Test', await stage.nowSeconds())];
    await stage.deliver(await stage.now(commented, 5009, caller, { comments, tags: [] }));
    await stage.outcomeOf(5009);
    expect(mail.tagIds).toHaveLength(1);
    await archive(mail.id);
    expect(mail.tagIds).toEqual([]);
  });

  it('is undone when a person archives the conversation into which they merged its own later', async () => {
    const comments = [comment(61, 'Test', await stage.nowSeconds())];
    await stage.deliver(await stage.now(answered, 5011, '+44 20 7946 5011', { comments, tags: [] }));
    await stage.outcomeOf(5011);
    const { id } = stage.conversationOf('+442079465011');
    const { state } = stage.front;
    const mail = state.addEmailConversation(state.contacts.at(-1)?.id ?? '', 'Refund');
    state.mergeConversations(id, mail.id);
    state.archiveConversation(mail.id);
    const notifier = createArchiveNotifier({ client: stage.client, taskQueue: 'stage', timeoutMs: 10_000 });
    expect(mail.tagIds).toHaveLength(1);
    expect(await notifier.notifyArchived(mail.id, ['follow-up'])).toBe(true);
    await stage.client.workflow.getHandle(undoOnArchiveId(id)).result();
    expect([mail.tagIds, mail.status]).toEqual([[], 'archived']);
    const passedOn = stage.client.workflow.getHandle(undoOnArchiveId(mail.id));
    expect(await passedOn.result()).toEqual({ state: 'undone', undone: [] });
    await replay(await passedOn.fetchHistory(), passedOn.workflowId);
    await keepGolden('undo-in-merged', await passedOn.fetchHistory());
  });

  it('keeps a tag that a person added before', async () => {
    await stage.deliver(await stage.now(answered, 5002, '+44 20 7946 5002', { comments: [], tags: [] }));
    await stage.outcomeOf(5002);
    const { id } = stage.conversationOf('+442079465002');
    const tag = stage.front.state.tags.find(({ name }) => name === 'Follow-up');
    stage.conversationOf('+442079465002').tagIds.push(tag?.id ?? '');
    await stage.deliver(
      await stage.now(answered, 5003, '+44 20 7946 5002', { comments: [comment(42, 'Test', 1)], tags: [] }),
    );
    await stage.outcomeOf(5003);
    expect(await createArchiveNotifier({ client: stage.client, timeoutMs: 10_000 }).notifyArchived(id)).toBe(false);
    expect(stage.tagsOf('+442079465002')).toEqual(['Follow-up']);
  });
});

describe('the rule on a voicemail', () => {
  it('moves a new and an open conversation, and archiving moves it back', async () => {
    const caller = '+44 20 7946 5004';
    await stage.deliver(await stage.now(leftVoicemail, 5004, caller));
    await stage.outcomeOf(5004, 'rule-on-voicemail-new');
    const { id } = stage.conversationOf('+442079465004');
    expect(stage.conversationOf('+442079465004').inboxIds).toEqual([inboxId('Voicemail')]);
    await archive(id);
    expect(stage.conversationOf('+442079465004').inboxIds).toEqual([inboxId('Aircall Phone')]);
    await stage.deliver(await stage.now(leftVoicemail, 5005, caller));
    await stage.outcomeOf(5005, 'rule-on-voicemail-known');
    expect(stage.conversationOf('+442079465004')).toMatchObject({
      inboxIds: [inboxId('Voicemail')],
      status: 'unassigned',
    });
    stage.front.state.moveConversation(id, inboxId('Support'));
    await archive(id);
    expect(stage.conversationOf('+442079465004').inboxIds).toEqual([inboxId('Support')]);
  });
});

describe('internalCalls: skip', () => {
  it('skips a call from another line of the company', async () => {
    const [line] = stage.aircall.state.numbers.values();
    const before = stage.front.journal.entries.length;
    await stage.deliver(await stage.now(answered, 5007, line?.e164Digits ?? ''));
    expect(await stage.outcomeOf(5007, 'own-line')).toMatchObject({
      state: 'skipped',
      reason: expect.stringContaining('two lines'),
    });
    expect(stage.front.journal.entries).toHaveLength(before);
  });
});
