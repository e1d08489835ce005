import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { type Changed, logCall } from './log-call.ts';
import { openStage } from './stage.ts';

const anna = anAgent();
const ben = anAgent({ id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' });
const outsider = anAgent({ id: 70009, name: 'Otto Outside', email: 'otto@elsewhere.example' });

/** The nth hour's call: it ends two minutes after it began. */
function at(hour: number, call: Call): Call {
  const startedAtSeconds = 1_760_000_000 + hour * 3600;
  const answeredAtSeconds = call.answeredAtSeconds === null ? null : startedAtSeconds + 10;
  return { ...call, id: 9000 + hour, startedAtSeconds, answeredAtSeconds, endedAtSeconds: startedAtSeconds + 120 };
}

const older = at(2, aCall({ agent: anna }));
const newer = at(3, aCall({ agent: ben }));
const newerMissed = at(3, aMissedCall());

/** Logs the calls in this order, as they are delivered: no other call was written within the last minute. */
async function logInOrder(...calls: Call[]) {
  const stage = await openStage();
  const { state } = stage.front;
  const log = async (call: Call, changed: Changed = {}) => await logCall(stage, call, { ...changed, recent: null });
  for (const call of calls) await log(call);
  const [conversation, ...others] = state.conversations;
  if (conversation === undefined || others.length > 0) throw new Error('the caller has not one conversation');
  const assignee = () => state.teammates.find(({ id }) => id === conversation.assigneeId)?.email ?? null;
  return { log, state, conversation, assignee };
}

describe('an older call whose webhook arrives after that of a newer one', () => {
  it("is logged, and leaves the conversation to the newer call's agent", async () => {
    const { conversation, assignee } = await logInOrder(newer, older);
    expect(conversation.messages.map(({ externalId }) => externalId)).toEqual([
      'aircall-9002-call',
      'aircall-9002-duration',
      'aircall-9003-call',
      'aircall-9003-duration',
    ]);
    expect(assignee()).toBe(ben.email);
  });

  it("leaves the conversation to the newer call's agent even if the newer call began first", async () => {
    const within = { ...older, id: 9001, startedAtSeconds: newer.startedAtSeconds + 20, answeredAtSeconds: null };
    const inside = {
      ...within,
      answeredAtSeconds: within.startedAtSeconds + 5,
      endedAtSeconds: newer.startedAtSeconds + 60,
    };
    expect((await logInOrder(newer, inside)).assignee()).toBe(ben.email);
  });

  it('leaves the conversation to a teammate assigned after the newer call', async () => {
    const { log, state, conversation, assignee } = await logInOrder(newer);
    state.assign(conversation.id, 'alt:email:carla.calls@example.com');
    await log(older);
    expect(assignee()).toBe('carla.calls@example.com');
  });

  it('assigns an unassigned conversation when the newer call was missed', async () => {
    expect((await logInOrder(newerMissed, older)).assignee()).toBe(anna.email);
  });

  it("replaces a still older call's agent when the newer call was missed", async () => {
    const oldest = at(1, aCall({ agent: ben }));
    expect((await logInOrder(oldest, newerMissed, older)).assignee()).toBe(anna.email);
  });

  it('leaves the conversation to a teammate assigned by a person even if the newer call was missed', async () => {
    const { log, state, conversation, assignee } = await logInOrder(newerMissed);
    state.assign(conversation.id, 'alt:email:carla.calls@example.com');
    await log(older);
    expect(assignee()).toBe('carla.calls@example.com');
  });

  it("assigns the conversation when the newer call's agent has no teammate", async () => {
    const { assignee } = await logInOrder(at(3, aCall({ agent: outsider })), older);
    expect(assignee()).toBe(anna.email);
  });

  it.each([
    ['answered', newer, older, {}],
    ['missed', newerMissed, older, {}],
    [
      'missed, before it a voicemail',
      newerMissed,
      at(2, aMissedCall({ voicemailLeft: true })),
      { moveTo: 'Voicemail' },
    ],
    ['answered, before it a call that never opens it', newer, at(2, aMissedCall()), { policy: 'archived' }],
  ] as const)(
    'keeps a conversation archived that was archived after the newer call (%s)',
    async (_which, last, late, changed) => {
      const { log, state, conversation } = await logInOrder(last);
      state.archiveConversation(conversation.id);
      const { subject, inboxIds, messages } = structuredClone(conversation);
      const { appended } = await log(late, changed);
      expect(conversation).toMatchObject({ status: 'archived', subject, inboxIds });
      expect(conversation.messages.length).toBe(messages.length + appended.entries.length);
      expect(appended.moved).toBeNull();
    },
  );

  it('is not moved by a voicemail rule while the conversation is open', async () => {
    const { log, conversation } = await logInOrder(newer);
    const before = [...conversation.inboxIds];
    const { appended } = await log(at(2, aMissedCall({ voicemailLeft: true })), { moveTo: 'Voicemail' });
    expect([appended.moved, conversation.inboxIds]).toEqual([null, before]);
  });

  it('does not stop the next call from reopening the conversation', async () => {
    const { log, state, conversation } = await logInOrder(newer);
    state.archiveConversation(conversation.id);
    await log(older);
    await log(at(4, aMissedCall()));
    expect(conversation).toMatchObject({ status: 'assigned', subject: 'Missed call – Support UK' });
  });
});
