import type { FrontState } from '../../../../simulators/front/state/front-state.ts';
import type { MessageRecord } from '../../../../simulators/front/state/records.ts';
import { lines } from '../company.ts';
import type { PlayedCall } from '../played-call.ts';
import type { Say } from '../say.ts';
import type { ExpectedEntry } from '../story.ts';
import { findCall } from './find-call.ts';
import { unlike } from './unlike.ts';

/** @returns how the call's own entries differ from what is expected: which there are, their order, and each of them */
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

/** French puts a narrow blank where other languages have none or a wide one. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ');
}
