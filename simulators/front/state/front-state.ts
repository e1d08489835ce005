import { addCommentRecord, type Change, changeAssignee, changeStatus, moveToInbox } from './change-conversation.ts';
import { findByHandle, insertContact, mergeContactRecords } from './contacts.ts';
import { FrontData } from './front-data.ts';
import { normalizeHandle } from './handles.ts';
import { insertConversation, insertMessage, mergeConversationRecords } from './insert-message.ts';
import type { CommentRecord, ContactRecord, ConversationRecord, Handle } from './records.ts';

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

  /** @param teammateId an id, an alias, or null for nobody */
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
    const inbox = this.inboxes.find(({ id }) => id === inboxId) ?? this.inboxes.at(-1) ?? unknown('inbox');
    const nowMs = Date.now();
    const handle = (contact.handles.find(({ source }) => source === 'email') ?? contact.handles[0])?.handle ?? '';
    const conversation = insertConversation(this, inbox.id, null);
    const message = {
      id: this.nextId('msg'),
      uid: this.nextUid(),
      externalId: null,
      threadRef: null,
      authorId: null,
      type: 'email' as const,
      isInbound: true,
      subject,
      body: `Hello, about ${subject}.`,
      attachments: [],
      createdAtSeconds: Math.floor(nowMs / 1000),
      arrivedAtMs: nowMs,
      recipients: [{ role: 'from' as const, handle, name: contact.name, contactId }],
    };
    insertMessage(conversation, message);
    this.emit({ type: 'inbound_received', conversation, message, skipsRules: false, actor: { kind: 'api' } });
    return conversation;
  }

  #change(id: string, byTeammateId?: string): Change {
    const teammate = byTeammateId ?? this.teammates[0]?.id ?? this.apiAuthor.id;
    return { data: this, conversation: this.survivor(id) ?? unknown(id), actor: { kind: 'teammate', id: teammate } };
  }
}

function unknown(id: string): never {
  throw new RangeError(`Front stand-in: unknown ${id}`);
}
