import type { DroppedImports } from './front-behaviour.ts';
import type { FrontContext } from './front-context.ts';
import { addTags, type Change, changeStatus } from './state/change-conversation.ts';
import { findByHandle, insertContact } from './state/contacts.ts';
import type { FrontData } from './state/front-data.ts';
import { handleSources, normalizeHandle } from './state/handles.ts';
import { insertConversation, insertMessage } from './state/insert-message.ts';
import type { AttachmentRecord, MessageRecord, MessageType, RecipientRecord } from './state/records.ts';

/** An import whose fields have passed all checks. */
export interface Import {
  inboxId: string;
  sender: { handle: string; name: string | null; authorId: string | null };
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  body: string;
  externalId: string;
  createdAtSeconds: number;
  type: MessageType;
  assigneeId: string | null;
  tags: string[];
  conversationId: string | null;
  threadRef: string | null;
  isInbound: boolean;
  isArchived: boolean;
  skipsRules: boolean;
  attachments: AttachmentRecord[];
  /** Whether it never becomes a message, and what then becomes of its external_id. */
  isDropped: DroppedImports['externalId'] | null;
}

/**
 * Takes an import in: the message appears later, but its conversation is decided now, by the messages that are there,
 * so two imports with one new thread_ref make two conversations when the second does not wait for the first.
 *
 * @returns the message's uid, also for a repeated external id: then no message ever comes.
 */
export function acceptImport(context: FrontContext, delayMs: number, wanted: Import): string {
  const { state: data, background } = context;
  const uid = data.nextUid();
  if (data.externalIds.has(wanted.externalId) || wanted.isDropped === 'forgotten') return uid;
  data.externalIds.add(wanted.externalId);
  if (wanted.isDropped !== null) return uid;
  const conversationId = wanted.conversationId ?? data.threads.get(threadKey(wanted));
  background.after(delayMs, () => {
    materialize(context, wanted, uid, conversationId);
  });
  return uid;
}

/** Without a thread_ref Front threads by sender: for an outbound message that is our own side. */
function threadKey({ threadRef, type, sender }: Import): string {
  return threadRef === null ? `sender:${type}:${sender.handle}` : `ref:${threadRef}`;
}

function materialize(
  { state: data, behaviour }: FrontContext,
  wanted: Import,
  uid: string,
  conversationId: string | undefined,
): void {
  const known = conversationId === undefined ? undefined : data.survivor(conversationId);
  const conversation = known ?? insertConversation(data, wanted.inboxId, wanted.assigneeId);
  const change: Change = { data, conversation, actor: { kind: 'api' } };
  if (wanted.conversationId === null) data.threads.set(threadKey(wanted), conversation.id);
  if (!conversation.inboxIds.includes(wanted.inboxId)) conversation.inboxIds.push(wanted.inboxId);
  const message: MessageRecord = {
    id: data.nextId('msg'),
    uid,
    externalId: wanted.externalId,
    threadRef: wanted.threadRef,
    type: wanted.type,
    isInbound: wanted.isInbound,
    subject: wanted.subject,
    body: wanted.body,
    attachments: wanted.attachments,
    createdAtSeconds: wanted.createdAtSeconds,
    arrivedAtMs: Date.now(),
    authorId: wanted.isInbound ? null : wanted.sender.authorId,
    recipients: recipients(data, wanted),
  };
  insertMessage(conversation, message);
  addTags(
    change,
    wanted.tags.map((name) => data.tags.find((tag) => tag.name === name) ?? data.addTag(name)),
  );
  const type = wanted.isInbound ? 'inbound_received' : 'outbound_sent';
  data.emit({ type, conversation, message, actor: change.actor, skipsRules: wanted.skipsRules });
  if (conversation.status === 'deleted') return;
  if (!wanted.isArchived) {
    if (behaviour.importsReopen) changeStatus(change, 'open');
    return;
  }
  if (known === undefined) conversation.status = 'archived';
  else changeStatus(change, 'archived', wanted.skipsRules);
}

/** The outside party becomes a contact if it is none: the sender of what came in, the receivers of what went out. */
function recipients(data: FrontData, wanted: Import): RecipientRecord[] {
  const outside = (role: RecipientRecord['role'], written: string, name: string | null): RecipientRecord => {
    const source = handleSources[wanted.type];
    const handle = normalizeHandle(source, written) ?? written;
    const contact =
      findByHandle(data, source, handle) ?? insertContact(data, { name: name ?? '', handles: [{ source, handle }] });
    return { role, handle, name: contact.name === '' ? name : contact.name, contactId: contact.id };
  };
  const own = (role: RecipientRecord['role'], handle: string, name: string | null = null): RecipientRecord => ({
    role,
    handle,
    name,
    contactId: null,
  });
  const { sender, to, cc, bcc, isInbound } = wanted;
  return [
    isInbound ? outside('from', sender.handle, sender.name) : own('from', sender.handle, sender.name),
    ...to.map((handle) => (isInbound ? own('to', handle) : outside('to', handle, null))),
    ...cc.map((handle) => own('cc', handle)),
    ...bcc.map((handle) => own('bcc', handle)),
  ];
}
