import { describe, expect, it } from 'vitest';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { logCall } from './log-call.ts';
import { openStage } from './stage.ts';

const ben = anAgent({ id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' });
const longAgo = aCall({
  id: 2,
  startedAtSeconds: 1_700_000_000,
  answeredAtSeconds: 1_700_000_005,
  endedAtSeconds: 1_700_000_065,
  agent: ben,
});

describe('a past call', () => {
  it.each([
    ['open', false],
    ['archived', true],
  ])('adds its entries to an %s conversation and changes nothing else', async (_how, archived) => {
    const stage = await openStage({ front: { frontRules: true } });
    const { conversation } = await logCall(stage, aCall());
    if (archived) stage.front.state.archiveConversation(conversation.id);
    const { subject, status, assigneeId, inboxIds } = conversation;
    const before = structuredClone({ subject, status, assigneeId, inboxIds });
    await logCall(stage, longAgo, { policy: 'history' });
    expect(conversation).toMatchObject(before);
    expect(conversation.messages.map(({ externalId }) => externalId)).toEqual([
      'aircall-2-call',
      'aircall-2-duration',
      'aircall-8000001-call',
      'aircall-8000001-duration',
    ]);
  });

  it('is found when it was logged before, as its comments may be there too', async () => {
    const stage = await openStage();
    const commented = {
      ...longAgo,
      comments: [{ id: 1, content: 'Left voicemail', author: ben, postedAtSeconds: 1_700_000_066 }],
    };
    const past = { policy: 'history', checkExisting: true } as const;
    await logCall(stage, aCall());
    expect((await logCall(stage, commented, past)).contact.alreadyLogged).toBe(false);
    const again = await logCall(stage, commented, past);
    expect(again.contact.alreadyLogged).toBe(true);
    expect(again.conversation.messages).toHaveLength(4);
  });

  it('starts an archived conversation and triggers no rule', async () => {
    const stage = await openStage({ front: { frontRules: true } });
    const voicemail = aMissedCall({ voicemailLeft: true });
    const { conversation } = await logCall(stage, voicemail, { policy: 'history' });
    expect(conversation.status).toBe('archived');
    expect(conversation.inboxIds).toEqual([stage.front.state.inboxes.find(({ name }) => name === 'Aircall Phone')?.id]);
  });
});
