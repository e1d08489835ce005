import type { ExpectedEntry, Say, StoryCaller } from '../story.ts';

/** A caller in Aircall's address book. @param number E.164 */
export function knownCaller(number: string, firstName: string, lastName: string): StoryCaller {
  return { number, name: { firstName, lastName }, contactName: `${firstName} ${lastName}` };
}

/** A caller of whom nothing but the number is known. */
export function unknownCaller(number: string): StoryCaller {
  return { number, name: null, contactName: number };
}

/** Entries that the caller left: messages in, without a teammate as their author. */
export function fromCaller(kind: ExpectedEntry['kind'], ...says: string[]): ExpectedEntry {
  return { kind, direction: 'in', author: null, says };
}

/** Entries of an agent: messages out. @param author the teammate's whole name, or null when the agent has none */
export function fromAgent(kind: ExpectedEntry['kind'], author: string | null, ...says: string[]): ExpectedEntry {
  return { kind, direction: 'out', author, says };
}

/** The duration and the recording that follow an answered call. @param talk as people read it, such as `42 s` */
export function talkAndRecording(say: Say, author: string | null, talk: string): ExpectedEntry[] {
  return [
    fromAgent('duration', author, say(`Duration: ${talk}`, `Durée : ${talk}`)),
    fromAgent(
      'recording',
      author,
      say('Recording: ', 'Enregistrement : ') + 'https://assets.aircall.io/calls/{id}/recording',
    ),
  ];
}

export function voicemailLink(say: Say): ExpectedEntry {
  return fromCaller(
    'voicemail',
    say('Voicemail: ', 'Message vocal : ') + 'https://assets.aircall.io/calls/{id}/voicemail',
  );
}
