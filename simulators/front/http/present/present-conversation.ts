import type { FrontView } from '../../front-context.ts';
import type { ConversationRecord } from '../../state/records.ts';
import { presentLink } from './present-link.ts';
import { presentRecipient } from './present-recipient.ts';
import { presentTag } from './present-tag.ts';
import { presentTeammate } from './present-teammate.ts';

const categories = { assigned: 'open', unassigned: 'open', archived: 'resolved', deleted: 'resolved' };

export function presentConversation(view: FrontView, conversation: ConversationRecord): Record<string, unknown> {
  const { state, baseUrl } = view;
  const { assigneeId, tagIds, status } = conversation;
  const recipient = conversation.messages.flatMap(({ recipients }) => recipients).find((one) => one.contactId !== null);
  const tags = state.tags.filter(({ id }) => tagIds.includes(id));
  return {
    _links: links(view, conversation),
    id: conversation.id,
    type: 'conversation',
    subject: conversation.subject,
    status,
    status_category: categories[status],
    ticket_ids: [],
    assignee: assigneeId === null ? null : presentTeammate(baseUrl, state.author(assigneeId)),
    recipient: recipient === undefined ? null : presentRecipient(baseUrl, recipient),
    tags: tags.map((tag) => presentTag(baseUrl, tag)),
    links: conversation.links.map((link) => presentLink(baseUrl, link)),
    custom_fields: conversation.customFields,
    created_at: conversation.createdAtMs / 1000,
    updated_at: conversation.updatedAtMs / 1000,
    is_private: conversation.isPrivate,
    scheduled_reminders: conversation.reminders.map(({ teammateId, scheduledAtSeconds, createdAtMs }) => ({
      _links: { related: { owner: `${baseUrl}/teammates/${teammateId}` } },
      created_at: createdAtMs / 1000,
      scheduled_at: scheduledAtSeconds,
      updated_at: createdAtMs / 1000,
    })),
    metadata: {},
  };
}

function links({ baseUrl }: FrontView, { id, messages }: ConversationRecord): Record<string, unknown> {
  const self = `${baseUrl}/conversations/${id}`;
  const lastMessage = messages.at(-1);
  const parts = ['events', 'followers', 'messages', 'comments', 'inboxes'];
  return {
    self,
    related: {
      ...Object.fromEntries(parts.map((part) => [part, `${self}/${part}`])),
      ...(lastMessage === undefined ? {} : { last_message: `${baseUrl}/messages/${lastMessage.id}` }),
    },
  };
}
