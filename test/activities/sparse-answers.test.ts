import { expect, it } from 'vitest';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { callerLinkFor } from '../fixtures/caller-link.ts';
import { logWholeCall } from './log-whole-call.ts';
import { openStage } from './stage.ts';

const comments = [
  { id: 1, content: 'Wants a refund', author: anAgent(), postedAtSeconds: Math.floor(Date.now() / 1000) },
];
const missed = aMissedCall({ id: 8_000_002, startedAtSeconds: 1_760_001_000, endedAtSeconds: 1_760_001_020 });

/** Two calls of one caller; a person archives their conversation, and a later run of the first call has its recording too. */
async function logThrice(leftOut: readonly string[]) {
  const stage = await openStage({ leftOut });
  await logWholeCall(stage, aCall({ comments }));
  await logWholeCall(stage, missed);
  const [conversation, ...others] = stage.front.state.conversations;
  if (conversation === undefined || others.length > 0) throw new Error('Front has not one conversation');
  stage.front.state.archiveConversation(conversation.id);
  await logWholeCall(stage, aCall({ comments, recordingReady: true }), { checkExisting: true });
  const { contacts, conversations } = stage.front.state;
  const entries = conversation.messages.map(({ externalId }) => externalId);
  const bodies = conversation.comments.map(({ body }) => body);
  return { conversation, contacts: contacts.length, conversations: conversations.length, entries, bodies };
}

const entries = [
  'aircall-8000001-call',
  'aircall-8000001-duration',
  'aircall-8000001-recording',
  'aircall-8000002-call',
];

it.each([
  [['links']],
  [['external_url']],
  [['recipients']],
  [['text']],
  [['subject', 'updated_at', 'last_message', 'author', 'posted_at', 'tags', 'message_uid', 'assignee']],
])('logs calls once when Front leaves out %j', async (leftOut) => {
  const { conversation, ...seen } = await logThrice(leftOut);
  expect(seen).toEqual({ contacts: 1, conversations: 1, entries, bodies: ['Wants a refund'] });
  expect(conversation.status).toBe('archived');
  expect(conversation.links.map(({ externalUrl }) => externalUrl)).toEqual([callerLinkFor('+447700900123')]);
});

it.each([
  ['what a comment says', ['text', 'body'], ['Wants a refund', 'Wants a refund']],
  ['when a message was created', ['created_at'], ['Wants a refund']],
])(
  'writes again rather than never what it cannot recognize when Front leaves out %s',
  async (_what, leftOut, bodies) => {
    const { conversation, ...seen } = await logThrice(leftOut);
    expect(seen).toEqual({ contacts: 1, conversations: 1, entries, bodies });
    // The later run does not recognize its call, and opens the conversation as for a new one.
    expect(conversation.status).toBe('assigned');
  },
);
