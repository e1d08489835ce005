import { describe, expect, it } from 'vitest';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { callerLinkFor } from '../fixtures/caller-link.ts';
import { logCall } from './log-call.ts';
import { openStage } from './stage.ts';

const later = aMissedCall({ id: 8_000_002, startedAtSeconds: 1_760_001_000, endedAtSeconds: 1_760_001_020 });

describe('the link on a conversation', () => {
  it("opens its caller's page at PUBLIC_URL without showing the number", async () => {
    const { conversation } = await logCall(await openStage({ deps: { publicUrl: 'https://one.example' } }), aCall());
    const [link] = conversation.links;
    expect(link?.externalUrl).toBe(callerLinkFor('+447700900123', 'https://one.example'));
    expect(link?.externalUrl).not.toContain('7700900123');
  });

  it.each([
    ['set later', 'https://callthread.invalid', 'https://two.example'],
    ['changed', 'https://one.example', 'https://two.example/calls'],
    ['removed', 'https://one.example', null],
  ])('still identifies the conversation after PUBLIC_URL was %s', async (_what, before, publicUrl) => {
    const stage = await openStage({ deps: { publicUrl } });
    const { conversation } = await logCall(stage, aCall());
    const [link] = conversation.links;
    if (link !== undefined) link.externalUrl = callerLinkFor('+447700900123', before);
    const next = await logCall(stage, later);
    expect(next.conversation.id).toBe(conversation.id);
    expect(next.contact.conversation).toMatchObject({ conversationId: conversation.id, linked: true });
    expect(next.conversation.links).toEqual([link]);
  });
});
