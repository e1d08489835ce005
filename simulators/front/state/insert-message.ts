import { touch } from './change-conversation.ts';
import type { FrontData } from './front-data.ts';
import type { ConversationRecord, MessageRecord } from './records.ts';

/** A conversation without messages yet, open and in one inbox. */
export function insertConversation(data: FrontData, inboxId: string, assigneeId: string | null): ConversationRecord {
  const nowMs = Date.now();
  const conversation: ConversationRecord = {
    id: data.nextId('cnv'),
    subject: '',
    status: assigneeId === null ? 'unassigned' : 'assigned',
    assigneeId,
    inboxIds: [inboxId],
    tagIds: [],
    links: [],
    messages: [],
    comments: [],
    customFields: {},
    reminders: [],
    isPrivate: false,
    mergedInto: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  data.conversations.push(conversation);
  return conversation;
}

/** Puts a message where its date belongs; the subject is that of the one that arrived last, even if none. */
export function insertMessage(conversation: ConversationRecord, message: MessageRecord): void {
  conversation.messages.push(message);
  sortMessages(conversation);
  conversation.subject = message.subject;
  touch(conversation);
}

function sortMessages(conversation: ConversationRecord): void {
  conversation.messages.sort((one, other) => one.createdAtSeconds - other.createdAtSeconds);
}

/** Messages, comments and tags go to the survivor; links, inboxes and assignee do not. */
export function mergeConversationRecords(from: ConversationRecord, into: ConversationRecord): void {
  into.messages.push(...from.messages);
  into.comments.push(...from.comments);
  sortMessages(into);
  into.comments.sort((one, other) => one.postedAtMs - other.postedAtMs);
  into.tagIds = [...new Set([...into.tagIds, ...from.tagIds])];
  from.messages = [];
  from.comments = [];
  from.mergedInto = into.id;
  touch(into);
  touch(from);
}
