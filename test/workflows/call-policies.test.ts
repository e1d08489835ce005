import { beforeAll, describe, expect, it } from 'vitest';
import type { ConversationStatus } from '../../simulators/front/state/records.ts';
import { type Qualification, qualifications } from '../../src/domain/qualification.ts';
import { endedCalls } from './ended-calls.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

const yamlOf = (policy: string) => `
calls: { ${qualifications.map((qualification) => `${qualification}: ${policy}`).join(', ')} }
voicemail: { delay: 1s, settle: 100ms }
`;
const entryKinds: Record<Qualification, string[]> = {
  'inbound-answered': ['call', 'duration', 'recording'],
  'outbound-answered': ['call', 'duration', 'recording'],
  'outbound-unanswered': ['call'],
  voicemail: ['call', 'voicemail'],
  'ivr-abandoned': ['call'],
  'out-of-hours': ['call'],
  missed: ['call'],
};
/** Whether calls of that kind assign the conversation to their agent. */
const assigns = (qualification: Qualification) => qualification.endsWith('-answered');

let stage: Stage;
let nextId = 0;

/** A caller of whom one call after another is logged. */
function aCaller(qualification: Qualification) {
  const key = `+442079467${String(100 + qualifications.indexOf(qualification))}`;
  const conversation = () => stage.conversationOf(key);
  const callAgain = async () => {
    nextId += 1;
    const callId = 7000 + nextId;
    await stage.deliver(await stage.now(endedCalls[qualification], callId, key, { comments: [], tags: [] }));
    return { callId, outcome: await stage.outcomeOf(callId) };
  };
  const entriesOf = (callId: number) =>
    conversation().messages.flatMap(({ externalId }) => {
      const [, id, kind] = externalId?.split('-') ?? [];
      return id === String(callId) ? [kind] : [];
    });
  return { key, conversation, callAgain, entriesOf };
}

describe('calls: archived', () => {
  beforeAll(async () => {
    stage = await openStage(yamlOf('archived'), {}, realHome);
    return () => stage.close();
  });

  it.concurrent.each(qualifications)('logs %s without opening an archived conversation', async (qualification) => {
    const { conversation, callAgain, entriesOf } = aCaller(qualification);
    const subjects: string[] = [];
    const log = async (status: ConversationStatus) => {
      const { callId, outcome } = await callAgain();
      expect(outcome).toMatchObject({ state: 'done', qualification });
      expect(entriesOf(callId)).toEqual(entryKinds[qualification]);
      expect(conversation().status).toBe(status);
      subjects.push(conversation().subject);
    };
    await log('archived');
    const anna = stage.front.state.teammates[0]?.id;
    expect(conversation().assigneeId).toBe(assigns(qualification) ? anna : null);
    await log('archived');

    stage.front.state.assign(conversation().id, null);
    stage.front.state.reopenConversation(conversation().id);
    await log(assigns(qualification) ? 'assigned' : 'unassigned');
    expect(new Set(subjects).size).toBe(1);
    expect(conversation().messages).toHaveLength(3 * entryKinds[qualification].length);
  });
});

describe('calls: skip', () => {
  beforeAll(async () => {
    stage = await openStage(yamlOf('skip'), {}, realHome);
    return () => stage.close();
  });

  it.concurrent.each(qualifications)('skips %s without a request to Front', async (qualification) => {
    const { callAgain } = aCaller(qualification);
    const { outcome } = await callAgain();
    expect(outcome).toMatchObject({ state: 'skipped', reason: `calls: ${qualification} is set to skip`, entries: [] });
    expect(stage.front.journal.entries).toEqual([]);
  });
});

describe('calls: open, some archived, some skipped', () => {
  beforeAll(async () => {
    const yaml = 'calls: { missed: archived, out-of-hours: skip }\nvoicemail: { delay: 1s, settle: 100ms }\n';
    stage = await openStage(yaml, {}, realHome);
    return () => stage.close();
  });

  it('an archived kind leaves the conversation archived, and an open kind opens it', async () => {
    const key = '+442079467200';
    const log = async (qualification: Qualification, callId: number) => {
      await stage.deliver(await stage.now(endedCalls[qualification], callId, key, { comments: [], tags: [] }));
      return await stage.outcomeOf(callId);
    };
    await log('voicemail', 7201);
    const conversation = stage.conversationOf(key);
    expect(conversation.status).toBe('unassigned');
    stage.front.state.archiveConversation(conversation.id);
    await log('missed', 7202);
    expect([conversation.status, conversation.subject]).toEqual(['archived', 'Missed call – Support UK']);
    await log('out-of-hours', 7203);
    expect(conversation.messages).toHaveLength(3);
    await log('ivr-abandoned', 7204);
    expect([conversation.status, conversation.subject]).toEqual(['unassigned', 'Abandoned in IVR – Support UK']);
    expect(await log('voicemail', 7203)).toMatchObject({ state: 'done', qualification: 'voicemail' });
    expect(conversation.messages.map(({ externalId }) => externalId)).toContain('aircall-7203-voicemail');
    await log('missed', 7205);
    expect([conversation.status, conversation.subject]).toEqual(['unassigned', 'Abandoned in IVR – Support UK']);
    expect(conversation.inboxIds).toHaveLength(1);
  });
});
