import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markErased } from '../../src/adapters/temporal/erasure/erase.ts';
import { callWorkflowId } from '../../src/domain/ids.ts';
import { type ReconcileInput, type ReconcileOutcome, reconcileType } from '../../workflows/messages.ts';
import { bodyOf } from './body-of.ts';
import { playPastCall } from './play-past-call.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

let stage: Stage;
let runs = 0;
beforeAll(async () => {
  const rule = '{ on: comment, contains: Test, tag: Follow-up, untagOnArchive: false }';
  stage = await openStage(`voicemail: { delay: 1s }\ntags: { Billing: billing }\nrules: [${rule}]\n`, {}, realHome);
});
afterAll(() => stage.close());

const now = (): number => Math.floor(Date.now() / 1000);
const teammate = (email: string) => stage.front.state.teammates.find((each) => each.email === email)?.id ?? '';

/** Reconciles the last day, and waits for what that has started. @returns the ids */
async function reconcile(): Promise<number[]> {
  runs += 1;
  const input: ReconcileInput = { period: { fromSeconds: now() - 86_400, toSeconds: now() } };
  const options = { workflowId: `reconcile-forgotten-${runs}`, taskQueue: 'stage', args: [input] };
  const { startedIds } = (await stage.client.workflow.execute(reconcileType, options)) as ReconcileOutcome;
  for (const id of startedIds) await stage.outcomeOf(id);
  return startedIds;
}

/** Simulates the end of the namespace's retention. The server deletes a workflow half a minute after the request. */
async function forget(callId: number): Promise<void> {
  const { client } = stage;
  const { namespace } = client.options;
  const workflowExecution = { workflowId: callWorkflowId(callId) };
  await client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution });
  await expect
    .poll(
      async () =>
        await client.workflow
          .getHandle(callWorkflowId(callId))
          .describe()
          .catch(() => null),
      { timeout: 120_000, interval: 500 },
    )
    .toBeNull();
}

/** All but when they were touched last: a link that is set again changes nothing. */
const conversationsNow = () =>
  structuredClone(stage.front.state.conversations).map((conversation) => ({ ...conversation, updatedAtMs: 0 }));

describe('a call that Temporal has forgotten', () => {
  it('is found in Front as it was logged, and changes nothing there', async () => {
    const answered = await playPastCall(stage.aircall, {
      startedAtSeconds: now() - 3600,
      caller: '+44 20 7946 6001',
      agent: 70001,
      talkSeconds: 60,
      recording: { availableAfterMs: 0 },
      comments: [{ by: 70001, content: 'Test: call back', afterEndMs: 0 }],
      tags: [{ name: 'Billing', by: 70001, afterEndMs: 0 }],
    });
    const anonymous = await playPastCall(stage.aircall, { startedAtSeconds: now() - 1800, caller: 'anonymous' });
    expect(await reconcile()).toEqual([answered, anonymous]);
    const conversations = [stage.conversationOf('+442079466001'), stage.conversationOf(`anonymous-${anonymous}`)];
    const [known] = conversations;
    expect(known?.tagIds).toHaveLength(2);
    expect(conversations.map(({ messages }) => messages.length)).toEqual([3, 1]);
    // What people do since: another one takes it over, takes the tags off, and archives it.
    if (known !== undefined) Object.assign(known, { assigneeId: teammate('ben.backup@example.com'), tagIds: [] });
    for (const { id } of conversations) stage.front.state.archiveConversation(id);
    const before = conversationsNow();

    await Promise.all([forget(answered), forget(anonymous)]);
    expect(await reconcile()).toEqual([answered, anonymous]);
    expect(conversationsNow()).toEqual(before);
    // When it reached Front only the first run knows.
    const [first, ...later] = stage.recordedOf(answered).map(({ loggedAtSeconds }) => loggedAtSeconds);
    expect([typeof first, later.at(-1)]).toEqual(['number', null]);
    expect(await reconcile()).toEqual([]);
  });

  it('opens the conversation if it was never logged, even after an attempt whose answer was lost', async () => {
    const caller = '+44 20 7946 6002';
    await playPastCall(stage.aircall, { startedAtSeconds: now() - 7200, caller });
    await reconcile();
    const conversation = stage.conversationOf('+442079466002');
    stage.front.state.archiveConversation(conversation.id);
    await playPastCall(stage.aircall, {
      startedAtSeconds: now() - 600,
      caller,
      agent: 70001,
      talkSeconds: 10,
      recording: { availableAfterMs: 0 },
    });
    // The call's own entry is made, the duration's is not.
    stage.front.faults.add({ path: '/imported_messages$', method: 'POST', times: 1, kind: 'cut-after' });
    expect(await reconcile()).toHaveLength(1);
    expect(stage.conversationOf('+442079466002')).toMatchObject({
      status: 'assigned',
      assigneeId: teammate('anna.agent@example.com'),
    });
    expect(conversation.messages).toHaveLength(4);
  });

  it('acts only on what a late event adds, not on old comments and tags', async () => {
    const anna = { id: 70001, name: 'Anna Agent', email: 'anna.agent@example.com' };
    const comment = (id: number, content: string) => ({ id, content, posted_at: now(), posted_by: anna });
    const tags = [{ id: 30001, name: 'Billing' }];
    const old = [comment(71, 'Test: call back')];
    const times = { started_at: now() - 3600, answered_at: now() - 3590, ended_at: now() - 3500 };
    const callers = { 6301: '+44 20 7946 6301', 6302: '+44 20 7946 6302' };
    const deliver = async (id: keyof typeof callers, comments: unknown[]) => {
      const data = { ...times, comments, tags };
      await stage.deliver(await stage.now(bodyOf('a6-call.ended.inbound-answered'), id, callers[id], data));
    };
    const ids = [6301, 6302] as const;
    for (const id of ids) await deliver(id, old);
    for (const id of ids) await stage.outcomeOf(id);
    const conversations = ids.map((id) => stage.conversationOf(callers[id].replaceAll(' ', '')));
    expect(conversations.map(({ tagIds }) => tagIds.length)).toEqual([2, 2]);
    for (const conversation of conversations) {
      conversation.tagIds = [];
      stage.front.state.archiveConversation(conversation.id);
    }
    await Promise.all(ids.map(forget));

    // By itself the comment's event would have the run ask Aircall for the call after two minutes.
    await deliver(6301, [...old, comment(72, 'thanks, done')]);
    await deliver(6302, [...old, comment(72, 'Test it again')]);
    for (const id of ids) expect(await stage.outcomeOf(id)).toMatchObject({ state: 'done' });
    expect(conversations.map(({ comments }) => comments.map(({ body }) => body))).toEqual([
      ['Test: call back', 'thanks, done'],
      ['Test: call back', 'Test it again'],
    ]);
    const followUp = stage.front.state.tags.find(({ name }) => name === 'Follow-up')?.id;
    expect(conversations.map(({ tagIds }) => tagIds)).toEqual([[], [followUp]]);
    expect(conversations.map(({ status }) => status)).toEqual(['archived', 'archived']);
  });
});

it('closes the marker of an erased call at once, though it has no settings', async () => {
  expect(await markErased(stage.client, 4242, 'stage')).toBe(true);
  expect(await stage.client.workflow.getHandle(callWorkflowId(4242)).result()).toMatchObject({ state: 'skipped' });
});
