import type { ContactRef, Handle } from '../src/adapters/front/contact-calls.ts';
import type { Caller } from '../src/domain/call.ts';
import { otherSpellings } from '../src/domain/phone-number.ts';
import { textsIn } from '../src/domain/texts/texts-in.ts';
import type { ContactInput, ContactResult } from './contract.ts';
import type { Deps } from './deps.ts';
import { type Found, findCallersConversation, type Mark, markOf } from './find-callers-conversation.ts';
import type { NotYourTurn } from './turn-contract.ts';
import { underTurn } from './under-turn.ts';

/**
 * One request for a caller who is known: the conversations of the contact, by its handle. An unknown one is created
 * with the number as a phone handle and as a custom one, for the sender of a custom message is a custom handle and
 * Front would make a second contact otherwise.
 */
export async function findOrCreateContact(deps: Deps, input: ContactInput): Promise<ContactResult | NotYourTurn> {
  const { caller, callId, internalCalls } = input;
  if (caller.kind === 'number' && internalCalls === 'skip' && (await deps.isOwnLine(caller.e164))) {
    return { contact: 'own line', conversation: null, deletedId: null, turn: input.turn };
  }
  const mark = markOf(caller, callId);
  return await underTurn(deps, input.turn, async (turn) => {
    const handles = handlesOf(caller, mark.handle);
    const found = caller.kind === 'anonymous' ? null : await findContact(deps, input, handles, mark);
    return found === null
      ? { ...(await createContact(deps, input, mark)), turn }
      : { contact: 'found', ...found, turn };
  });
}

/** By the phone handle, or by the custom one where there is no other; then as people may have typed the number. */
async function findContact(
  { front }: Deps,
  { caller, country }: ContactInput,
  handles: Handle[],
  mark: Mark,
): Promise<Found | null> {
  const [first = { source: 'custom', handle: mark.handle }, ...rest] = handles;
  const found = await findCallersConversation(front, first, mark);
  if (found !== null) return found.conversation === null ? await complete(front, first, rest, found, mark) : found;
  if (caller.kind !== 'number') return null;
  // Front takes a number without + for an American one, and keeps it so.
  for (const spelling of otherSpellings(caller.e164, country)) {
    const typed: Handle = { source: 'phone', handle: spelling };
    const other = await findCallersConversation(front, typed, mark);
    if (other !== null) return await complete(front, typed, handles, other, mark);
  }
  return null;
}

/**
 * Gives a contact that others made the handles that are missing. One that is another contact's stays there, and what
 * that contact has of the caller's goes on.
 */
async function complete(
  front: Deps['front'],
  contact: ContactRef,
  handles: Handle[],
  found: Found,
  mark: Mark,
): Promise<Found> {
  for (const handle of handles) {
    if (await front.addHandle(contact, handle)) continue;
    const owners = await findCallersConversation(front, handle, mark);
    if (owners !== null && owners.conversation !== null) return owners;
  }
  return found;
}

/** A handle that is another contact's already (Front answers 409) makes that contact the caller's. */
async function createContact(
  { front, preferences }: Deps,
  { callerName, caller }: ContactInput,
  mark: Mark,
): Promise<Omit<ContactResult, 'turn'>> {
  const handles = handlesOf(caller, mark.handle);
  const unnamed = caller.kind === 'anonymous' ? textsIn(preferences.language).anonymousCaller : mark.handle;
  const created = await front.createContact({ name: callerName ?? unnamed, handles });
  if ('id' in created) return { contact: 'created', conversation: null, deletedId: null };
  const [takenBy] = created.takenBy;
  const owner: ContactRef = takenBy === undefined ? { source: 'custom', handle: mark.handle } : { id: takenBy };
  for (const handle of handles) await front.addHandle(owner, handle);
  const found = await findCallersConversation(front, owner, mark);
  return { contact: 'found', conversation: null, deletedId: null, ...found };
}

/** A number that cannot be read is never sent to Front as a phone handle. */
function handlesOf(caller: Caller, handle: string): Handle[] {
  const custom: Handle = { source: 'custom', handle };
  return caller.kind === 'number' ? [{ source: 'phone', handle }, custom] : [custom];
}
