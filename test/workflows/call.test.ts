import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf } from './body-of.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('voicemail: { settle: 2m }\n');
});
afterAll(() => stage.close());

const answered = bodyOf('a6-call.ended.inbound-answered');
const commented = bodyOf('a8-call.commented.inbound');
const leftVoicemail = bodyOf('b3-call.ended.inbound-missed-voicemail');
const teammate = (email: string) => stage.front.state.teammates.find((each) => each.email === email);

describe('callWorkflow', () => {
  it('creates contact and conversation for an unknown caller, and assigns the agent', async () => {
    await stage.deliver(await stage.now(answered, 1001, '+44 20 7946 1001'));
    const outcome = await stage.outcomeOf(1001, 'answered-new-caller');
    expect(outcome).toMatchObject({
      state: 'done',
      qualification: 'inbound-answered',
      entries: ['call', 'duration', 'recording'],
    });
    const conversation = stage.conversationOf('+442079461001');
    expect(conversation).toMatchObject({
      subject: 'Inbound call – Support UK',
      status: 'assigned',
      assigneeId: teammate('anna.agent@example.com')?.id,
    });
    expect(conversation.messages.map(({ body }) => body.split('\n')[0])).toEqual([
      'Inbound call – Support UK',
      'Duration: 3 min 13 s',
      'Recording: https://assets.aircall.io/calls/1001/recording',
    ]);
  });

  it('continues the open conversation under its subject, and sets a new one after archiving', async () => {
    const caller = '+44 20 7946 1002';
    await stage.deliver(await stage.now(answered, 1002, caller));
    await stage.outcomeOf(1002);
    await stage.deliver(await stage.now(leftVoicemail, 1003, caller));
    await stage.outcomeOf(1003);
    const conversation = stage.conversationOf('+442079461002');
    expect(conversation.subject).toBe('Inbound call – Support UK');
    stage.front.state.archiveConversation(conversation.id);
    await stage.deliver(await stage.now(answered, 1004, caller));
    await stage.outcomeOf(1004, 'answered-known-caller');
    stage.front.state.archiveConversation(conversation.id);
    await stage.deliver(await stage.now(leftVoicemail, 1005, caller));
    await stage.outcomeOf(1005);
    expect(stage.conversationOf('+442079461002')).toMatchObject({
      subject: 'Voicemail – Support UK',
      status: 'assigned',
    });
    expect(new Set(conversation.messages.map(({ externalId }) => externalId)).size).toBe(conversation.messages.length);
  });

  it('adds the voicemail three minutes after the call, not earlier', async () => {
    const body = await stage.now(leftVoicemail, 1006, '+44 20 7946 1006');
    await stage.deliver(body);
    const waiting = await stage.stateOf(1006, ({ state }) => state === 'media');
    expect(waiting.waitingFor).toEqual(['the delay after the call (voicemail.delay)']);
    await stage.front.settled();
    expect(stage.conversationOf('+442079461006').messages).toHaveLength(1);
    const outcome = await stage.outcomeOf(1006, 'voicemail');
    const endedAtSeconds = body.data.ended_at ?? 0;
    expect((await stage.nowSeconds()) - endedAtSeconds).toBeGreaterThanOrEqual(180);
    expect(outcome.entries).toEqual(['call', 'voicemail']);
    expect(stage.conversationOf('+442079461006')).toMatchObject({ status: 'unassigned', assigneeId: null });
  });

  it('waits for call.voicemail_left before it treats a call as missed', async () => {
    const silent = { voicemail: null, asset: null };
    await stage.deliver(await stage.now(leftVoicemail, 1007, '+44 20 7946 1007', silent));
    await stage.stateOf(1007, ({ waitingFor }) => waitingFor.includes('call.voicemail_left'));
    await stage.deliver(await stage.now(bodyOf('b4-call.voicemail_left.inbound'), 1007, '+44 20 7946 1007'));
    expect(await stage.outcomeOf(1007)).toMatchObject({ qualification: 'voicemail', entries: ['call', 'voicemail'] });
    await stage.deliver(await stage.now(leftVoicemail, 1008, '+44 20 7946 1008', silent));
    expect(await stage.outcomeOf(1008, 'missed')).toMatchObject({ qualification: 'missed', entries: ['call'] });
    expect(stage.conversationOf('+442079461008').messages[0]?.body).toContain(
      'Reason: agents did not answer\nRang for: 17 s',
    );
  });

  it('writes a comment as its agent and only once, even if it arrives late', async () => {
    const caller = '+44 20 7946 1009';
    await stage.deliver(await stage.now(answered, 1009, caller));
    await stage.stateOf(1009, ({ state }) => state === 'done');
    const late = await stage.now(commented, 1009, caller);
    await stage.deliver(late);
    await stage.deliver(late);
    expect(await stage.outcomeOf(1009, 'comment-in-the-three-minutes')).toMatchObject({ commentIds: [40001] });
    const { comments } = stage.conversationOf('+442079461009');
    expect(comments).toMatchObject([
      {
        authorId: teammate('anna.agent@example.com')?.id,
        body: 'Customer asked for a copy of the invoice.\nSend by Friday.',
      },
    ]);
  });

  it('keeps anonymous callers apart, and out of the contacts by number', async () => {
    const anonymous = bodyOf('e1-call.ended.inbound-missed-anonymous');
    for (const id of [1010, 1011]) {
      await stage.deliver(await stage.now(anonymous, id, 'anonymous'));
      expect(await stage.outcomeOf(id, 'anonymous-caller')).toMatchObject({ state: 'done', entries: ['call'] });
    }
    const conversations = [stage.conversationOf('anonymous-1010'), stage.conversationOf('anonymous-1011')];
    expect(conversations.map(({ messages }) => messages[0]?.recipients[0]?.name)).toEqual([
      'Anonymous caller',
      'Anonymous caller',
    ]);
    expect(stage.front.state.contacts.flatMap(({ handles }) => handles)).not.toContainEqual({
      source: 'phone',
      handle: 'anonymous',
    });
  });
});
