interface Conversation {
  id: string;
  subject: string;
  assigneeId: string | null;
  inboxId: string;
  links: string[];
}

/** Its state: each caller's conversation, and where each first message went. */
export interface FrontMemory {
  inboxes: readonly string[];
  /** By handle, `custom:+33…`: the contact's id. */
  contacts: Map<string, string>;
  /** By id, and by the handle in its messages. */
  conversations: Map<string, Conversation>;
  /** By message uid: the conversation's id. */
  placed: Map<string, string>;
  /** The external ids of all messages. */
  imported: Set<string>;
  /** By Aircall's id of the call: when its first message arrived, UNIX milliseconds. */
  arrived: Map<number, number>;
}

type Body = Record<string, unknown>;
type Answer = [status: number, body?: unknown];

const teammates = ['anna.agent@example.com', 'ben.backup@example.com'].map((email, index) => ({
  id: `tea_${index}`,
  email,
}));
const list = (results: unknown[]): Answer => [200, { _results: results, _pagination: { next: null } }];
const nothing: Answer = [404, { _error: { status: 404, title: 'Not found' } }];

/** @returns Front's answer, as far as Callthread reads it; 404 for requests that Callthread is not known to make */
export function answerFront(memory: FrontMemory, method: string, path: string, body: Body): Answer {
  const [, resource = '', id = '', part = ''] = path.split('/');
  if (resource === 'contacts') return answerContact(memory, method, id, part, body);
  if (resource === 'conversations') return answerConversation(memory, method, id, part, body);
  if (resource === 'inboxes' && part === 'imported_messages') return importMessage(memory, id, body);
  if (resource === 'inboxes') return list(memory.inboxes.map((name, index) => ({ id: `inb_${index}`, name })));
  if (resource === 'teammates') return list(teammates);
  if (resource === 'tags') return list([]);
  if (resource !== 'messages') return nothing;
  const conversationId = memory.placed.get(id.replace('alt:uid:', ''));
  if (conversationId === undefined) return nothing;
  const related = { conversation: `https://front/conversations/${conversationId}` };
  return [200, { id: `msg_${conversationId}`, _links: { related } }];
}

function answerContact(
  { contacts, conversations }: FrontMemory,
  method: string,
  id: string,
  part: string,
  body: Body,
): Answer {
  if (method === 'POST' && id === '') {
    const contactId = `crd_${contacts.size}`;
    for (const { source, handle } of body['handles'] as Array<{ source: string; handle: string }>)
      contacts.set(`${source}:${handle}`, contactId);
    return [201, { id: contactId }];
  }
  const [, source = '', handle = ''] = /^alt:(\w+):(.*)$/.exec(id) ?? [];
  if (!contacts.has(`${source}:${handle}`)) return nothing;
  if (part !== 'conversations') return [204];
  const own = conversations.get(handle);
  return list(own === undefined ? [] : [present(own)]);
}

function answerConversation(
  { conversations, inboxes }: FrontMemory,
  method: string,
  id: string,
  part: string,
  body: Body,
): Answer {
  const own = conversations.get(id);
  if (own === undefined) return nothing;
  if (method === 'PATCH' && typeof body['assignee_id'] === 'string') own.assigneeId = body['assignee_id'];
  if (method === 'PATCH') return [204];
  if (part === '') return [200, present(own)];
  if (part === 'inboxes') return list([{ id: own.inboxId, name: inboxes[Number(own.inboxId.slice(4))] }]);
  if (part === 'links') {
    own.links.push(...(body['link_external_urls'] as string[]));
    return [204];
  }
  if (part === 'comments' && method === 'POST') return [201, { id: 'com_1', body: body['body'], posted_at: 1 }];
  return list([]);
}

/** The first message of a conversation has a `thread_ref`, later ones name the conversation. */
function importMessage({ conversations, placed, imported, arrived }: FrontMemory, inboxId: string, body: Body): Answer {
  const uid = String(body['external_id']);
  const callId = Number(/^aircall-(\d+)-/.exec(uid)?.[1]);
  imported.add(uid);
  if (!arrived.has(callId)) arrived.set(callId, Date.now());
  const accepted: Answer = [202, { status: 'accepted', message_uid: uid }];
  if (typeof body['conversation_id'] === 'string') return accepted;
  const { is_inbound: inbound } = body['metadata'] as { is_inbound: boolean };
  const handle = inbound ? (body['sender'] as { handle: string }).handle : String((body['to'] as string[])[0]);
  const id = `cnv_${(conversations.size / 2).toString(36)}`;
  const assigneeId = typeof body['assignee_id'] === 'string' ? body['assignee_id'] : null;
  const conversation = { id, subject: String(body['subject']), assigneeId, inboxId, links: [] };
  for (const key of [id, handle]) conversations.set(key, conversation);
  placed.set(uid, id);
  return accepted;
}

function present({ id, subject, assigneeId, links }: Conversation) {
  return {
    id,
    subject,
    status: assigneeId === null ? 'unassigned' : 'assigned',
    assignee: assigneeId === null ? null : { id: assigneeId },
    links: links.map((url) => ({ external_url: url })),
    tags: [],
  };
}
