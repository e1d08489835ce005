import { afterEach, describe, expect, it } from 'vitest';
import type { Qualification } from '../../src/domain/qualification.ts';
import { endedCalls } from './ended-calls.ts';
import { openStage, type Stage } from './stage.ts';
import { realHome } from './temporal-home.ts';

const times = 'voicemail: { delay: 1s, settle: 100ms }\n';
const key = '+442079467500';
let stage: Stage;
afterEach(() => stage.close());

/** Logs a call with its data replaced in part. */
async function log(qualification: Qualification, callId: number, data: Record<string, unknown> = {}) {
  await stage.deliver(await stage.now(endedCalls[qualification], callId, key, { comments: [], tags: [], ...data }));
  return await stage.outcomeOf(callId);
}
const comment = (id: number, content: string) => ({
  id,
  content,
  posted_at: 1_760_000_000,
  posted_by: { id: 70001, name: 'Anna Agent', email: 'anna.agent@example.com' },
});
const bodies = () => stage.conversationOf(key).messages.map(({ body }) => body);
const comments = () => stage.conversationOf(key).comments.map(({ body }) => body);
const askedOfAircall = (callId: number) => stage.aircall.journal.find({ path: new RegExp(`^/v1/calls/${callId}$`) });

describe('recordings: off', () => {
  it('never requests or adds a recording, but still adds a voicemail', async () => {
    stage = await openStage(`recordings: off\n${times}`, {}, realHome);
    expect(await log('inbound-answered', 7501)).toMatchObject({ state: 'done', entries: ['call', 'duration'] });
    const { runId } = await stage.client.workflow.getHandle('call-7501').describe();
    await log('inbound-answered', 7501);
    expect((await stage.client.workflow.getHandle('call-7501').describe()).runId).toBe(runId);
    await log('outbound-answered', 7502, { recording: null, asset: null });
    expect([...askedOfAircall(7501), ...askedOfAircall(7502)]).toEqual([]);
    expect(bodies().join('\n')).not.toContain('recording');
    expect(await log('voicemail', 7503)).toMatchObject({ entries: ['call', 'voicemail'] });
    expect(bodies().at(-1)).toBe('Voicemail: https://assets.aircall.io/calls/7503/voicemail');
  });
});

describe('recordings: link', () => {
  it("links to Aircall's page, and attaches nothing", async () => {
    stage = await openStage(`recordings: link\n${times}`, {}, realHome);
    expect(await log('inbound-answered', 7511)).toMatchObject({ entries: ['call', 'duration', 'recording'] });
    expect(bodies().at(-1)).toBe('Recording: https://assets.aircall.io/calls/7511/recording');
    const { messages } = stage.conversationOf(key);
    expect(messages.flatMap(({ attachments }) => attachments)).toEqual([]);
    expect(stage.aircall.journal.find({ path: /^\/media/ })).toEqual([]);
  });
});

describe('comments', () => {
  const early = [comment(61, 'on an answered call')];
  const missed = [comment(62, 'on a missed call')];
  const outbound = [comment(63, 'on a call that nobody took')];
  it.each([
    ['', ['on an answered call', 'late']],
    ['comments: answered\n', ['on an answered call', 'late']],
    ['comments: all\n', ['on an answered call', 'late', 'on a missed call', 'on a call that nobody took']],
    ['comments: off\n', []],
  ])('with "%s" are logged: %j', async (yaml, expected) => {
    stage = await openStage(`${yaml}${times}`, {}, realHome);
    await log('inbound-answered', 7521, { comments: early });
    // One that is written after the call's run has closed comes with all that were there before.
    await log('inbound-answered', 7521, { comments: [...early, comment(64, 'late')] });
    await log('inbound-answered', 7521, { comments: [...early, comment(64, 'late')] });
    await log('missed', 7522, { comments: missed });
    await log('outbound-unanswered', 7523, { comments: outbound });
    expect(comments()).toEqual(expected);
    const authors = new Set(stage.conversationOf(key).comments.map(({ authorId }) => authorId));
    expect(authors).toEqual(new Set(expected.length === 0 ? [] : [stage.front.state.teammates[0]?.id]));
  });
});
