import type { TeammateSeed } from '../front-options.ts';
import {
  addCommentRecord,
  type Change,
  changeAssignee,
  changeStatus,
  moveToInbox,
  setReminder,
} from './change-conversation.ts';
import { findByHandle, insertContact, mergeContactRecords } from './contacts.ts';
import { FrontData, toTeammate } from './front-data.ts';
import { normalizeHandle } from './handles.ts';
import { insertConversation, insertMessage, mergeConversationRecords } from './insert-message.ts';
import type {
  CommentRecord,
  ContactRecord,
  ConversationRecord,
  Handle,
  InboxRecord,
  MessageRecord,
  TeammateRecord,
} from './records.ts';

/**
 * The company's data and what people do with it in Front's own application. Actions on a merged conversation go to
 * its survivor; all throw a RangeError that says which id is unknown.
 */
export class FrontState extends FrontData {
  archiveConversation(id: string, byTeammateId?: string): void {
    changeStatus(this.#change(id, byTeammateId), 'archived');
  }

  reopenConversation(id: string, byTeammateId?: string): void {
    changeStatus(this.#change(id, byTeammateId), 'open');
  }

  /** Into the trash, as the application's Delete does. */
  deleteConversation(id: string, byTeammateId?: string): void {
    changeStatus(this.#change(id, byTeammateId), 'deleted');
  }

  moveConversation(id: string, inboxId: string, byTeammateId?: string): void {
    const inbox = this.inboxes.find((candidate) => candidate.id === inboxId);
    moveToInbox(this.#change(id, byTeammateId), inbox ?? unknown(inboxId));
  }

  /** @param teammateId an id, an alias, or null for no teammate */
  assign(id: string, teammateId: string | null, byTeammateId?: string): void {
    const assignee = teammateId === null ? null : (this.teammate(teammateId) ?? unknown(teammateId)).id;
    changeAssignee(this.#change(id, byTeammateId), assignee);
  }

  /** @param teammateId an id or an alias such as `alt:email:anna.agent@example.com` */
  addComment(id: string, teammateId: string, body: string): CommentRecord {
    const { id: authorId } = this.teammate(teammateId) ?? unknown(teammateId);
    return addCommentRecord(this.#change(id, authorId), { authorId, body, isPinned: false, attachments: [] });
  }

  /** @returns the survivor; requests to `fromId` are redirected to it from now on. Links are not carried over. */
  mergeConversations(fromId: string, intoId: string): ConversationRecord {
    const { conversation: from } = this.#change(fromId);
    const { conversation: into } = this.#change(intoId);
    if (from.id !== into.id) mergeConversationRecords(from, into);
    return into;
  }

  /** @throws Error when a handle is taken */
  addContact(fields: { name: string; handles: Handle[] }): ContactRecord {
    const handles = fields.handles.map(({ source, handle }) => {
      if (findByHandle(this, source, handle) !== undefined) throw new Error(`${handle} is taken`);
      return { source, handle: normalizeHandle(source, handle) ?? unknown(handle) };
    });
    return insertContact(this, { name: fields.name, handles });
  }

  /** @returns the contact that is left, the first one */
  mergeContacts(...contactIds: string[]): ContactRecord {
    const [target, ...others] = contactIds.map(
      (id) => this.contacts.find((contact) => contact.id === id) ?? unknown(id),
    );
    return mergeContactRecords(this, target ?? unknown('contact'), others);
  }

  /** An open conversation with one e-mail from this contact, in `inboxId` or the last of the inboxes. */
  addEmailConversation(contactId: string, subject: string, inboxId?: string): ConversationRecord {
    const contact = this.contacts.find(({ id }) => id === contactId) ?? unknown(contactId);
    const handle = (contact.handles.find(({ source }) => source === 'email') ?? contact.handles[0])?.handle ?? '';
    const conversation = insertConversation(this, this.#inboxOr(inboxId).id, null);
    this.#receive(conversation, contact, { type: 'email', handle, subject, body: `Hello, about ${subject}.` });
    return conversation;
  }

  /**
   * An open conversation of a custom channel (WhatsApp by a gateway, in-app chat): messages of type `custom`, as ours are.
   * @param chat its handle defaults to the contact's number, which such channels mostly use
   */
  addChat(
    contactId: string,
    chat: { handle?: string; subject?: string; inboxId?: string; bodies?: string[] } = {},
  ): ConversationRecord {
    const contact = this.contacts.find(({ id }) => id === contactId) ?? unknown(contactId);
    const handle = chat.handle ?? contact.handles[0]?.handle ?? '';
    const conversation = insertConversation(this, this.#inboxOr(chat.inboxId).id, null);
    for (const body of chat.bodies ?? ['Hi, is anybody there?'])
      this.#receive(conversation, contact, { type: 'custom', handle, subject: chat.subject ?? '', body });
    return conversation;
  }

  #inboxOr(inboxId: string | undefined): InboxRecord {
    return this.inboxes.find(({ id }) => id === inboxId) ?? this.inboxes.at(-1) ?? unknown('inbox');
  }

  #receive(
    conversation: ConversationRecord,
    { id: contactId, name }: ContactRecord,
    { handle, ...content }: Pick<MessageRecord, 'type' | 'subject' | 'body'> & { handle: string },
  ): void {
    const nowMs = Date.now();
    const message: MessageRecord = {
      ...content,
      id: this.nextId('msg'),
      uid: this.nextUid(),
      externalId: null,
      threadRef: null,
      authorId: null,
      isInbound: true,
      attachments: [],
      createdAtSeconds: Math.floor(nowMs / 1000),
      arrivedAtMs: nowMs,
      recipients: [{ role: 'from', handle, name, contactId }],
    };
    insertMessage(conversation, message);
    this.emit({ type: 'inbound_received', conversation, message, skipsRules: false, actor: { kind: 'api' } });
  }

  /** @param untilSeconds null ends it */
  snooze(id: string, teammateId: string, untilSeconds: number | null): void {
    const teammate = this.teammate(teammateId) ?? unknown(teammateId);
    setReminder(this.#change(id).conversation, teammate.id, untilSeconds);
  }

  /** Into a teammate's own inbox, which tokens for shared ones do not see (unless `behaviour.seesPrivate`). */
  makePrivate(id: string, isPrivate = true): void {
    this.#change(id).conversation.isPrivate = isPrivate;
  }

  /** One that is made again under the name of a removed one has another id. */
  addInbox(name: string): InboxRecord {
    const inbox = { id: this.nextId('inb'), name };
    this.inboxes.push(inbox);
    return inbox;
  }

  addTeammate(teammate: TeammateSeed): TeammateRecord {
    const added = toTeammate(this, teammate);
    this.teammates.push(added);
    return added;
  }

  /**
   * Deletes an inbox, a tag, a teammate or a contact for good. Conversations keep their messages, and lose the inbox, the
   * tag, the assignee or the contact.
   */
  remove(id: string): void {
    const isOther = (record: { id: string }): boolean => record.id !== id;
    const all = [this.inboxes, this.tags, this.teammates, this.contacts].flat();
    if (all.every(isOther)) unknown(id);
    this.inboxes = this.inboxes.filter(isOther);
    this.tags = this.tags.filter(isOther);
    this.teammates = this.teammates.filter(isOther);
    this.contacts = this.contacts.filter(isOther);
    for (const conversation of this.conversations) {
      conversation.inboxIds = conversation.inboxIds.filter((inboxId) => inboxId !== id);
      conversation.tagIds = conversation.tagIds.filter((tagId) => tagId !== id);
      if (conversation.assigneeId === id) changeAssignee(this.#change(conversation.id), null);
      for (const recipient of conversation.messages.flatMap(({ recipients }) => recipients))
        if (recipient.contactId === id) recipient.contactId = null;
    }
  }

  #change(id: string, byTeammateId?: string): Change {
    const teammate = byTeammateId ?? this.teammates[0]?.id ?? this.apiAuthor.id;
    return { data: this, conversation: this.survivor(id) ?? unknown(id), actor: { kind: 'teammate', id: teammate } };
  }
}

function unknown(id: string): never {
  throw new RangeError(`Front simulator: unknown ${id}`);
}
