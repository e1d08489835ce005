import type { FrontState } from '../../simulators/front/state/front-state.ts';
import type { JournalEntry } from '../../simulators/kit/journal.ts';

/** The parts of a French number. */
const nationalDigits = 9;

/**
 * @returns whether a request to Front was for a call of this caller: by the number, or by ids that belong to it in
 * Front
 */
export function isRequestFor(state: FrontState, caller: string, { path, body }: JournalEntry): boolean {
  const said = `${decodeURIComponent(path)} ${JSON.stringify(body ?? null)}`;
  // In any spelling: Callthread looks up other spellings of an unknown number.
  if (said.replaceAll(/[^\d]/g, '').includes(caller.slice(-nationalDigits))) return true;
  const contact = state.contacts.find(({ handles }) => handles.some(({ handle }) => handle === caller));
  const conversations = state.conversations.filter(({ messages }) =>
    messages.some(({ recipients }) => recipients.some(({ handle }) => handle === caller)),
  );
  const names = [
    ...(contact === undefined ? [] : [contact.id]),
    ...conversations.flatMap(({ id, messages }) => [id, ...messages.flatMap((message) => [message.id, message.uid])]),
  ];
  return names.some((name) => path.split('/').some((part) => part === name || part === `alt:uid:${name}`));
}
