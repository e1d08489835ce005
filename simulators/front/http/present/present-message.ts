import type { FrontView } from '../../front-context.ts';
import type { ConversationRecord, MessageRecord } from '../../state/records.ts';
import { presentAttachment } from './present-attachment.ts';
import { presentRecipient } from './present-recipient.ts';
import { presentTeammate } from './present-teammate.ts';

const blurbLength = 120;

/** A message; one that no teammate wrote has no `author`. */
export function presentMessage(
  { state, baseUrl }: FrontView,
  conversation: ConversationRecord,
  message: MessageRecord,
): Record<string, unknown> {
  const self = `${baseUrl}/messages/${message.id}`;
  const text = message.body.replaceAll(/<[^>]*>/g, '');
  const { authorId } = message;
  return {
    _links: {
      self,
      related: { conversation: `${baseUrl}/conversations/${conversation.id}`, message_seen: `${self}/seen` },
    },
    id: message.id,
    message_uid: message.uid,
    type: message.type,
    is_inbound: message.isInbound,
    draft_mode: null,
    version: `${message.uid}-1`,
    created_at: message.createdAtSeconds,
    subject: message.subject,
    blurb: text.slice(0, blurbLength),
    ...(authorId === null ? {} : { author: presentTeammate(baseUrl, state.author(authorId)) }),
    recipients: message.recipients.map((recipient) => presentRecipient(baseUrl, recipient)),
    body: message.body,
    text,
    attachments: message.attachments.map((attachment) => presentAttachment(baseUrl, attachment)),
    metadata: {
      ...(message.externalId === null ? {} : { external_id: message.externalId }),
      ...(message.threadRef === null ? {} : { thread_ref: message.threadRef }),
    },
  };
}
