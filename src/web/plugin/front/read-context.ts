import { readNumbers } from './read-numbers.ts';
import { field, text } from './read-value.ts';

/** What is open in Front. */
export type FrontView =
  | { kind: 'nothing' }
  | { kind: 'several' }
  | { kind: 'conversation'; id: string; name: string | null; numbers: string[] };

export interface FrontState {
  teammate: { id: string; email: string };
  view: FrontView;
  /** The number whose Call button somebody clicked in Front; `key` tells one click from another. */
  clicked: { number: string; key: string } | null;
}

/**
 * Reads what Front's plugin SDK hands out. Its types lag behind what Front sends (`entryPoint` is in its documentation
 * alone), and it comes from another window: nothing of it is taken for granted.
 * @returns null when there is no teammate in it
 */
export function readContext(context: unknown): FrontState | null {
  const teammate = field(context, 'teammate');
  const [id, email] = [text(field(teammate, 'id')), text(field(teammate, 'email'))];
  if (id === null || email === null) return null;
  return { teammate: { id, email }, view: readView(context), clicked: readClick(field(context, 'entryPoint')) };
}

function readView(context: unknown): FrontView {
  const type = text(field(context, 'type'));
  if (type === 'multiConversations') return { kind: 'several' };
  const conversation = field(context, 'conversation');
  const id = text(field(conversation, 'id'));
  if (id === null) return { kind: 'nothing' };
  const recipient = field(conversation, 'recipient');
  const name = text(field(field(recipient, 'contact'), 'name')) ?? text(field(recipient, 'name'));
  return { kind: 'conversation', id, name, numbers: readNumbers([recipient]) };
}

/** Front's documentation on EntryPoint: CONTACT_HANDLE comes with the handle and the time of the click. */
function readClick(entryPoint: unknown): FrontState['clicked'] {
  if (text(field(entryPoint, 'type')) !== 'CONTACT_HANDLE') return null;
  const data = field(entryPoint, 'data') ?? entryPoint;
  const number = text(field(data, 'handle'));
  return number === null ? null : { number, key: `${number} ${String(field(data, 'timestamp'))}` };
}
