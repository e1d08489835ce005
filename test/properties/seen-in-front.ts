import { createHash } from 'node:crypto';
import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';

/** What Front has of one call and its caller, without the ids that Front gives. */
export interface SeenInFront {
  contacts: { name: string; handles: string[] }[];
  conversations: {
    subject: string;
    status: string;
    assignee: string | null;
    inboxes: string[];
    tags: string[];
    links: string[];
    messages: SeenMessage[];
    comments: { author: string; body: string }[];
  }[];
}

interface SeenMessage {
  externalId: string | null;
  createdAtSeconds: number;
  subject: string;
  body: string;
  inbound: boolean;
  author: string | null;
  people: { role: string; handle: string; name: string | null; isContact: boolean }[];
  attachments: number;
}

/** The texts that distinguish one call and its caller from all others. */
export interface Marks {
  callId: number;
  /** The caller's handle in Front. */
  handle: string;
  /** Each is replaced by its name wherever it occurs. */
  unlike: Record<string, string>;
}

/** What the caller's link ends in. */
function callerDigest(handle: string, callId: number): string {
  const named = handle.startsWith('aircall-') ? `anonymous-${callId}` : `unreadable-${handle.replace(/\s+/g, '')}`;
  const key = handle.startsWith('+') ? handle : named;
  return createHash('sha256').update(`callthread-caller:${key}`).digest('hex').slice(0, 32);
}

const byText = (one: unknown, other: unknown): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

/** All conversations and contacts that have anything of the call or its caller, so that one too many is seen. */
export function seenInFront({ state }: FrontSimulator, { callId, handle, unlike }: Marks): SeenInFront {
  const digest = callerDigest(handle, callId);
  const own = state.conversations.filter(({ messages, links }) => {
    const link = links.some(({ externalUrl }) => externalUrl.endsWith(`/${digest}`));
    return link || messages.some(({ externalId }) => externalId?.startsWith(`aircall-${callId}-`));
  });
  const people = new Set(
    own.flatMap(({ messages }) => messages.flatMap(({ recipients }) => recipients)).map(({ contactId }) => contactId),
  );
  const contacts = state.contacts.filter(
    ({ id, handles }) => people.has(id) || handles.some((has) => has.handle === handle),
  );
  const seen: SeenInFront = {
    contacts: contacts.map(({ name, handles }) => ({
      name,
      handles: handles.map((has) => `${has.source} ${has.handle}`).toSorted(),
    })),
    conversations: own.map(({ subject, status, assigneeId, inboxIds, tagIds, links, messages, comments }) => ({
      subject,
      status,
      assignee: assigneeId === null ? null : state.author(assigneeId).email,
      inboxes: inboxIds.map((id) => state.inboxes.find((inbox) => inbox.id === id)?.name ?? id).toSorted(byText),
      tags: tagIds.map((id) => state.tags.find((tag) => tag.id === id)?.name ?? id).toSorted(byText),
      links: links.map(({ externalUrl }) => externalUrl).toSorted(),
      messages: messages
        .map((message) => ({
          externalId: message.externalId,
          createdAtSeconds: message.createdAtSeconds,
          subject: message.subject,
          body: message.body,
          inbound: message.isInbound,
          author: message.authorId === null ? null : state.author(message.authorId).email,
          people: message.recipients.map(({ role, handle: at, name, contactId }) => ({
            role,
            handle: at,
            name,
            isContact: contactId !== null,
          })),
          attachments: message.attachments.length,
        }))
        .toSorted((one, other) => one.createdAtSeconds - other.createdAtSeconds || byText(one, other)),
      comments: comments.map(({ authorId, body }) => ({ author: state.author(authorId).email, body })).toSorted(byText),
    })),
  };
  const text = Object.entries({ ...unlike, '<digest>': digest }).reduce(
    (all, [name, mark]) => all.replaceAll(mark, name),
    JSON.stringify(seen),
  );
  return JSON.parse(text) as SeenInFront;
}
