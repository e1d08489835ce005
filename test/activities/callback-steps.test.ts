import { describe, expect, it } from 'vitest';
import type { CallbackStepInput, CloseCallbackInput } from '../../activities/callback/contract.ts';
import type { ConversationRecord } from '../../simulators/front/state/records.ts';
import type { Fault } from '../../simulators/kit/faults.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { logCall } from './log-call.ts';
import { openStage, preferences, type Stage } from './stage.ts';

const nowSeconds = (): number => Math.floor(Date.now() / 1000);
const ben = 'ben.backup@example.com';

async function missedCall(stage: Stage): Promise<ConversationRecord> {
  return (await logCall(stage, aMissedCall(), { qualification: 'missed' })).conversation;
}

function stepOf({ id }: ConversationRecord, changed: Partial<CallbackStepInput> = {}): CallbackStepInput {
  const step = { dueAtSeconds: nowSeconds(), tag: 'Call back', comment: 'Not called back yet.', assign: ben };
  return { conversationId: id, step, expectTag: null, assigneeId: null, comments: [], ...changed };
}

function closeOf({ id }: ConversationRecord, changed: Partial<CloseCallbackInput> = {}): CloseCallbackInput {
  const reached = {
    direction: 'outbound',
    agentName: 'Grace Hopper',
    afterSeconds: 870,
    endedAtSeconds: nowSeconds(),
  } as const;
  return { conversationId: id, tags: ['Call back'], reached, ...changed };
}

const tagsOf = (stage: Stage, { tagIds }: ConversationRecord): Array<string | undefined> =>
  tagIds.map((id) => stage.front.state.tags.find((tag) => tag.id === id)?.name);
const bodiesOf = ({ comments }: ConversationRecord): string[] => comments.map(({ body }) => body);
const assigneeOf = (stage: Stage, { assigneeId }: ConversationRecord): string | undefined =>
  stage.front.state.teammates.find(({ id }) => id === assigneeId)?.email;

/** Answers that are lost, whether Front has done its work or not. */
const lost: Array<Omit<Fault, 'path' | 'times'>> = [
  { kind: 'cut-after' },
  { kind: 'cut-before' },
  { kind: 'status-after', status: 502 },
  { kind: 'half-after' },
];
const requests = [1, 2, 3, 4, 5, 6];
const cases = requests.flatMap((nth) => lost.map((fault) => [nth, fault.kind, fault] as const));

describe('a callback step', () => {
  it.each(cases)('takes effect once when the answer to request %i is lost: %s', async (nth, _, fault) => {
    const stage = await openStage();
    const conversation = await missedCall(stage);
    stage.strike(nth, fault);
    const { result } = await stage.untilDone('callbackStep', stepOf(conversation));
    await stage.front.settled();
    expect(result).toMatchObject({ found: 'open', added: ['Call back'] });
    expect(tagsOf(stage, conversation)).toEqual(['Call back']);
    expect(bodiesOf(conversation)).toEqual(['Not called back yet.']);
    expect(assigneeOf(stage, conversation)).toBe(ben);
  });

  it('takes effect once when its worker is killed after finishing', async () => {
    const stage = await openStage();
    const conversation = await missedCall(stage);
    await stage.attempt('callbackStep', stepOf(conversation));
    const heartbeatDetails = stage.left();
    const result = await stage.attempt('callbackStep', stepOf(conversation), { attempt: 2, heartbeatDetails });
    expect(result).toMatchObject({ added: ['Call back'] });
    expect(bodiesOf(conversation)).toEqual(['Not called back yet.']);
    expect(tagsOf(stage, conversation)).toEqual(['Call back']);
  });

  it('reports the tag that an earlier attempt added when a person archives in between', async () => {
    const stage = await openStage();
    const conversation = await missedCall(stage);
    stage.front.faults.add({ method: 'PATCH', path: '/conversations/', kind: 'status', status: 503, times: 1 });
    await stage.failureOf('callbackStep', stepOf(conversation));
    const heartbeatDetails = stage.left();
    stage.front.state.archiveConversation(conversation.id);
    const result = await stage.attempt('callbackStep', stepOf(conversation), { attempt: 2, heartbeatDetails });
    expect(result).toMatchObject({ found: 'archived', added: ['Call back'] });
  });

  it('adds the same comment again when a later step repeats it', async () => {
    const stage = await openStage();
    const conversation = await missedCall(stage);
    const { commentId } = await stage.attempt('callbackStep', stepOf(conversation));
    stage.strike(3, { kind: 'cut-after' });
    const again = stepOf(conversation, { comments: [commentId ?? ''], expectTag: 'Call back' });
    await stage.untilDone('callbackStep', { ...again, step: { ...again.step, tag: null, assign: null } });
    expect(bodiesOf(conversation)).toEqual(['Not called back yet.', 'Not called back yet.']);
  });

  it('keeps another assignee, skips one without a teammate, and respects a removed tag', async () => {
    const stage = await openStage();
    const conversation = await missedCall(stage);
    stage.front.state.assign(conversation.id, 'alt:email:anna.agent@example.com');
    expect(await stage.attempt('callbackStep', stepOf(conversation))).toMatchObject({ assignedId: null });
    expect(assigneeOf(stage, conversation)).toBe('anna.agent@example.com');
    const step = { ...stepOf(conversation).step, assign: 'no.one@example.com', comment: null };
    expect(await stage.attempt('callbackStep', stepOf(conversation, { step }))).toMatchObject({ assignedId: null });
    conversation.tagIds = [];
    const later = stepOf(conversation, { expectTag: 'call BACK' });
    expect(await stage.attempt('callbackStep', later)).toMatchObject({ found: 'untagged', added: [] });
    expect(bodiesOf(conversation)).toHaveLength(1);
  });

  it('counts as untagged when Front leaves out the tags', async () => {
    const stage = await openStage({ leftOut: ['tags'] });
    const conversation = await missedCall(stage);
    const later = stepOf(conversation, { expectTag: 'Call back' });
    expect(await stage.attempt('callbackStep', later)).toMatchObject({ found: 'untagged', added: [] });
    expect([bodiesOf(conversation), conversation.assigneeId]).toEqual([[], null]);
  });

  it('continues in the conversation that a person merged its own into', async () => {
    const stage = await openStage();
    const conversation = await missedCall(stage);
    const other = stage.front.state.addEmailConversation(stage.front.state.contacts[0]?.id ?? '', 'Refund');
    stage.front.state.mergeConversations(conversation.id, other.id);
    const result = await stage.attempt('callbackStep', stepOf(conversation));
    expect(result.conversationId).toBe(other.id);
    expect(tagsOf(stage, other)).toEqual(['Call back']);
  });

  it.each([400, 404, 410, 422])('reports a deleted conversation as gone: %i', async (status) => {
    const stage = await openStage();
    const conversation = await missedCall(stage);
    stage.front.faults.add({ path: '/conversations/', kind: 'status', status });
    expect(await stage.attempt('callbackStep', stepOf(conversation))).toMatchObject({ found: 'gone' });
    await stage.attempt('closeCallback', closeOf(conversation));
  });
});

describe('closing a callback', () => {
  it.each(cases)('takes effect once when the answer to request %i is lost: %s', async (nth, _, fault) => {
    const stage = await openStage();
    const conversation = await missedCall(stage);
    const step = { ...stepOf(conversation).step, comment: null, assign: null };
    await stage.attempt('callbackStep', stepOf(conversation, { step }));
    stage.strike(nth, fault);
    await stage.untilDone('closeCallback', closeOf(conversation));
    await stage.front.settled();
    expect(tagsOf(stage, conversation)).toEqual([]);
    expect(bodiesOf(conversation)).toEqual(['Called back by Grace Hopper, 14 min after the missed call']);
  });

  it('takes the tags off without a comment when no call reached the caller', async () => {
    const stage = await openStage();
    const conversation = await missedCall(stage);
    await stage.attempt('callbackStep', stepOf(conversation));
    await stage.attempt('closeCallback', closeOf(conversation, { reached: null }));
    expect(tagsOf(stage, conversation)).toEqual([]);
    expect(bodiesOf(conversation)).toEqual(['Not called back yet.']);
  });

  it("comments in French too, with or without the agent's name", async () => {
    const stage = await openStage({
      deps: { preferences: { ...preferences, language: 'fr', timezone: 'Europe/Paris' } },
    });
    const conversation = await missedCall(stage);
    const reached = { direction: 'inbound', agentName: null, afterSeconds: 45, endedAtSeconds: nowSeconds() } as const;
    await stage.attempt('closeCallback', closeOf(conversation, { reached }));
    await stage.attempt('closeCallback', closeOf(conversation, { reached: { ...reached, agentName: '[x](y)' } }));
    expect(bodiesOf(conversation)).toEqual([
      'Joint, 45 s après l’appel manqué',
      expect.stringMatching(/^Joint par .+, 45 s après l’appel manqué$/),
    ]);
  });
});
