import type { FrontData } from './front-data.ts';
import type { Actor } from './front-event.ts';
import type { CommentRecord, ConversationRecord, InboxRecord, LinkRecord, TagRecord } from './records.ts';

/** Changes a conversation, one change at a time; a change without effect emits no event. */
export type Change = { data: FrontData; conversation: ConversationRecord; actor: Actor };

export function changeStatus(
  change: Change,
  status: 'open' | 'archived' | 'deleted' | 'spam',
  skipsRules = false,
): void {
  const { conversation } = change;
  const before = conversation.status;
  const open = conversation.assigneeId === null ? 'unassigned' : 'assigned';
  const after = status === 'open' ? open : status === 'spam' ? 'deleted' : status;
  if (after === before) return;
  conversation.status = after;
  touch(conversation);
  if (after === 'archived') emit(change, { type: 'conversation_archived', skipsRules });
  else if (after === 'deleted') emit(change, { type: 'conversation_deleted' });
  else emit(change, { type: before === 'deleted' ? 'conversation_restored' : 'conversation_reopened' });
}

/** Assigns without opening: an archived conversation stays archived. */
export function changeAssignee(change: Change, assigneeId: string | null): void {
  const { conversation } = change;
  if (conversation.assigneeId === assigneeId) return;
  conversation.assigneeId = assigneeId;
  const isOpen = conversation.status === 'assigned' || conversation.status === 'unassigned';
  if (isOpen) conversation.status = assigneeId === null ? 'unassigned' : 'assigned';
  touch(conversation);
  emit(change, { type: 'assignee_changed', assigneeId });
}

/** Out of all the inboxes where it is, into this one. */
export function moveToInbox(change: Change, inbox: InboxRecord): void {
  const { conversation } = change;
  if (conversation.inboxIds.length === 1 && conversation.inboxIds[0] === inbox.id) return;
  conversation.inboxIds = [inbox.id];
  touch(conversation);
  emit(change, { type: 'conversation_moved', inbox });
}

export function addTags(change: Change, tags: TagRecord[]): void {
  for (const tag of tags.filter(({ id }) => !change.conversation.tagIds.includes(id))) {
    change.conversation.tagIds.push(tag.id);
    touch(change.conversation);
    emit(change, { type: 'tag_added', tag });
  }
}

export function removeTags(change: Change, tags: TagRecord[]): void {
  for (const tag of tags.filter(({ id }) => change.conversation.tagIds.includes(id))) {
    change.conversation.tagIds = change.conversation.tagIds.filter((id) => id !== tag.id);
    touch(change.conversation);
    emit(change, { type: 'tag_removed', tag });
  }
}

export function addLinks(change: Change, links: LinkRecord[]): void {
  for (const link of links.filter(({ id }) => change.conversation.links.every((own) => own.id !== id))) {
    change.conversation.links.push(link);
    touch(change.conversation);
    emit(change, { type: 'link_added', link });
  }
}

export function removeLinks(change: Change, links: LinkRecord[]): void {
  for (const link of links.filter(({ id }) => change.conversation.links.some((own) => own.id === id))) {
    change.conversation.links = change.conversation.links.filter(({ id }) => id !== link.id);
    touch(change.conversation);
    emit(change, { type: 'link_removed', link });
  }
}

export function addCommentRecord(change: Change, fields: Omit<CommentRecord, 'id' | 'postedAtMs'>): CommentRecord {
  const comment = { id: change.data.nextId('com'), postedAtMs: Date.now(), ...fields };
  change.conversation.comments.push(comment);
  touch(change.conversation);
  emit(change, { type: 'new_comment_added', comment });
  return comment;
}

/** Snoozes for a teammate, or ends that with null; it is no activity. */
export function setReminder(conversation: ConversationRecord, teammateId: string, atSeconds: number | null): void {
  conversation.reminders = conversation.reminders.filter((reminder) => reminder.teammateId !== teammateId);
  if (atSeconds === null) return;
  conversation.reminders.push({ teammateId, scheduledAtSeconds: atSeconds, createdAtMs: Date.now() });
}

export function touch(conversation: ConversationRecord): void {
  conversation.updatedAtMs = Date.now();
}

type Told<E> = E extends unknown ? Omit<E, 'conversation' | 'actor'> : never;

function emit({ data, conversation, actor }: Change, told: Told<Parameters<FrontData['emit']>[0]>): void {
  data.emit({ conversation, actor, ...told });
}
