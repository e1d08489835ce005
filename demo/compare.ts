import type { FrontState } from '../simulators/front/state/front-state.ts';
import type {
  ContactRecord,
  ConversationRecord,
  HandleSource,
  MessageRecord,
} from '../simulators/front/state/records.ts';
import { lines } from './company.ts';
import type { ExpectedEntry, PlayedCall, Say, Story } from './story.ts';

/** @returns how the call's own entries differ from the expected ones: which exist, their order, and their content */
export function compareEntries(front: FrontState, { callId, scripted, story }: PlayedCall, say: Say): string[] {
  const places = callId === null ? [] : findCall(front, callId);
  if (places.length === 0) return [say('nothing of it is in Front', 'rien n’en est dans Front')];
  const messages = places.flatMap((place) => place.messages);
  const kinds = messages.map(({ externalId }) => externalId?.split('-').at(-1) ?? null);
  const { entries, heading, subject } = scripted.expected;
  const wanted = entries.map(({ kind }) => kind);
  const order = [
    ...unlike(say, say('conversations', 'conversations'), places.length, 1),
    ...unlike(say, say('entries', 'entrées'), kinds, wanted),
  ];
  if (order.length > 0) return order;
  const line = Object.values(lines).find(({ id }) => id === scripted.script.line)?.number ?? '';
  const number = story.caller.number === 'anonymous' ? [] : [story.caller.number];
  return entries.flatMap((entry, place) => {
    const message = messages[place];
    if (message === undefined) return [];
    const own = entry.kind === 'call' ? [heading, line, ...number] : [];
    const expected = { ...entry, says: [...own, ...entry.says].map((text) => text.replace('{id}', String(callId))) };
    const what = `${place + 1} (${entry.kind})`;
    return compareEntry(front, message, expected, say, what).concat(
      unlike(say, say(`subject of entry ${what}`, `objet de l’entrée ${what}`), message.subject, subject),
    );
  });
}

function compareEntry(
  front: FrontState,
  message: MessageRecord,
  { direction, author, says, saysNot = [] }: ExpectedEntry,
  say: Say,
  what: string,
): string[] {
  const teammate = front.teammates.find(({ id }) => id === message.authorId);
  const found = teammate === undefined ? message.authorId : `${teammate.firstName} ${teammate.lastName}`;
  const body = plain(message.body);
  return [
    ...unlike(
      say,
      say(`direction of entry ${what}`, `sens de l’entrée ${what}`),
      message.isInbound ? 'in' : 'out',
      direction,
    ),
    ...unlike(say, say(`author of entry ${what}`, `auteur de l’entrée ${what}`), found, author),
    ...says
      .filter((text) => !body.includes(plain(text)))
      .map((text) => say(`entry ${what} does not say “${text}”`, `l’entrée ${what} ne dit pas « ${text} »`)),
    ...saysNot
      .filter((text) => body.includes(plain(text)))
      .map((text) => say(`entry ${what} says “${text}”`, `l’entrée ${what} dit « ${text} »`)),
  ];
}

/** French uses narrow spaces. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** @returns how the conversation differs from what is expected after this call */
export function compareConversation(front: FrontState, { callId, scripted }: PlayedCall, say: Say): string[] {
  const [place] = callId === null ? [] : findCall(front, callId);
  if (place === undefined) return [];
  const { conversation } = place;
  const { subject, inbox, status, assignee, tags = [] } = scripted.expected;
  const assigned = front.teammates.find(({ id }) => id === conversation.assigneeId);
  return [
    ...unlike(say, say('subject', 'objet'), conversation.subject, subject),
    ...unlike(say, say('inboxes', 'boîtes'), namesOf(front.inboxes, conversation.inboxIds), [inbox]),
    ...unlike(say, say('status', 'état'), conversation.status, status),
    ...unlike(
      say,
      say('assignee', 'assigné à'),
      assigned ? `${assigned.firstName} ${assigned.lastName}` : null,
      assignee,
    ),
    ...unlike(say, say('tags', 'étiquettes'), namesOf(front.tags, conversation.tagIds), tags),
  ];
}

/** @returns the call's comments that do not exist exactly once, by their author. It ignores those of other calls. */
export function compareComments(front: FrontState, { callId, scripted }: PlayedCall, say: Say): string[] {
  const [place] = callId === null ? [] : findCall(front, callId);
  if (place === undefined) return [];
  const written = commentsOf(front, place.conversation);
  return (scripted.expected.comments ?? []).flatMap(({ author, text }) => {
    const expected = text.replaceAll('{id}', String(callId));
    const found = written.filter((comment) => comment.text.trim() === expected);
    return unlike(
      say,
      say(`authors of the comment “${text}”`, `auteurs du commentaire « ${text} »`),
      found.map((comment) => comment.author),
      [author],
    );
  });
}

function commentsOf(front: FrontState, { comments }: ConversationRecord): { author: string; text: string }[] {
  return comments.map(({ authorId, body }) => {
    const { firstName, lastName } = front.author(authorId);
    return { author: `${firstName} ${lastName}`, text: body };
  });
}

function namesOf(all: { id: string; name: string }[], ids: string[]): string[] {
  return ids.map((id) => all.find((one) => one.id === id)?.name ?? id);
}

/**
 * Compares a caller as a whole: one conversation with all the calls and nothing else, one contact with the number.
 * @param calls all calls of one story
 * @returns differences that no single call shows
 */
export function compareCaller(front: FrontState, calls: PlayedCall[], say: Say): string[] {
  const places = calls.flatMap(({ callId }) => (callId === null ? [] : findCall(front, callId)));
  const [first] = places;
  const caller = calls[0]?.story.caller;
  if (first === undefined || caller === undefined) return [];
  const { conversation } = first;
  const ids = new Set(places.map((place) => place.conversation.id));
  const own = calls.flatMap(({ scripted }) => scripted.expected);
  const closings = own.filter(({ closesCallback }) => closesCallback).length;
  const comments = own.flatMap((expected) => expected.comments ?? []).length + closings;
  const entries = own.flatMap((expected) => expected.entries).length;
  return [
    ...unlike(say, say('conversations of the caller', 'conversations de l’appelant'), ids.size, 1),
    ...unlike(
      say,
      say('messages of the conversation', 'messages de la conversation'),
      conversation.messages.length,
      entries,
    ),
    ...unlike(
      say,
      say('comments of the conversation', 'commentaires de la conversation'),
      conversation.comments.length,
      comments,
    ),
    ...compareContacts(front, caller, contactsOf(front, first.messages[0]?.recipients ?? []), say),
  ];
}

function compareContacts(
  front: FrontState,
  caller: PlayedCall['story']['caller'],
  linked: ContactRecord[],
  say: Say,
): string[] {
  const [contact] = linked;
  const named = unlike(say, say('name of the contact', 'nom du contact'), contact?.name, caller.contactName);
  if (caller.number === 'anonymous') {
    const phones = contact?.handles.filter(({ source }) => source === 'phone') ?? [];
    return [...named, ...unlike(say, say('numbers of an anonymous caller', 'numéros de personne'), phones, [])];
  }
  const owners = (source: HandleSource): string[] =>
    front.contacts
      .filter(({ handles }) => handles.some((own) => own.source === source && own.handle === caller.number))
      .map(({ id }) => id);
  return [
    ...named,
    ...unlike(say, say('contacts with the number as a phone', 'contacts avec ce téléphone'), owners('phone'), [
      contact?.id,
    ]),
    ...unlike(
      say,
      say('contacts with the number as a custom handle', 'contacts avec cet identifiant'),
      owners('custom'),
      [contact?.id],
    ),
  ];
}

function contactsOf(front: FrontState, recipients: { contactId: string | null }[]): ContactRecord[] {
  return front.contacts.filter(({ id }) => recipients.some(({ contactId }) => contactId === id));
}

/** @returns what Front has besides the stories' callers: duplicate contacts, stray conversations, changed e-mails */
export function compareCompany(front: FrontState, stories: Story[], say: Say): string[] {
  const writers = stories.filter(({ caller }) => caller.wroteFrom !== undefined);
  const emails = front.conversations.filter(({ messages }) => messages.some(({ type }) => type === 'email'));
  const untouched = emails.map(({ messages, comments, status }) => [messages.length, comments.length, status]);
  return [
    ...unlike(say, say('contacts in all', 'contacts en tout'), front.contacts.length, stories.length),
    ...unlike(
      say,
      say('conversations in all', 'conversations en tout'),
      front.conversations.length,
      stories.length + writers.length,
    ),
    ...unlike(
      say,
      say('messages, comments and status of the e-mails', 'messages, commentaires et état des e-mails'),
      untouched,
      writers.map(() => [1, 0, 'unassigned']),
    ),
  ];
}

/** A call in Front: its conversation, and its entries in Front's order. */
export interface CallPlace {
  conversation: ConversationRecord;
  messages: MessageRecord[];
}

/** @returns the conversations with entries of the call; there should be one */
export function findCall(front: FrontState, callId: number): CallPlace[] {
  return front.conversations
    .map((conversation) => ({
      conversation,
      messages: conversation.messages.filter(({ externalId }) => externalId?.startsWith(`aircall-${callId}-`)),
    }))
    .filter(({ messages }) => messages.length > 0);
}

/** @returns one difference in words, or none */
function unlike(say: Say, what: string, found: unknown, expected: unknown): string[] {
  const [shown, wanted] = [JSON.stringify(found), JSON.stringify(expected)];
  return shown === wanted ? [] : [`${what}${say(': ', ' : ')}${shown}${say(', expected ', ', attendu ')}${wanted}`];
}
