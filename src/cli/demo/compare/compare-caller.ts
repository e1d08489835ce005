import type { FrontState } from '../../../../simulators/front/state/front-state.ts';
import type { ContactRecord, HandleSource } from '../../../../simulators/front/state/records.ts';
import type { PlayedCall } from '../played-call.ts';
import type { Say } from '../say.ts';
import { findCall } from './find-call.ts';
import { unlike } from './unlike.ts';

/**
 * Looks at a caller as a whole: one conversation with all the calls and nothing else, one contact with the number.
 * @param calls all calls of one story
 * @returns the differences that no single call shows
 */
export function compareCaller(front: FrontState, calls: PlayedCall[], say: Say): string[] {
  const places = calls.flatMap(({ callId }) => (callId === null ? [] : findCall(front, callId)));
  const [first] = places;
  const caller = calls[0]?.story.caller;
  if (first === undefined || caller === undefined) return [];
  const { conversation } = first;
  const ids = new Set(places.map((place) => place.conversation.id));
  const own = calls.flatMap(({ scripted }) => scripted.expected);
  const comments = own.flatMap((expected) => expected.comments ?? []).length;
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
    return [...named, ...unlike(say, say('numbers of nobody', 'numéros de personne'), phones, [])];
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
