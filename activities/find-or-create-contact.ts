import type { ContactRef } from '../src/adapters/front/contacts.ts';
import { inertLine, inertName } from '../src/domain/inert-text.ts';
import { textsIn } from '../src/texts/texts.ts';
import type { ContactInput, ContactResult } from './contract.ts';
import type { Deps } from './deps.ts';
import { findCallersConversation, type Mark, markOf } from './find-callers-conversation.ts';
import { handlesOf, type LookedUp, lookUpContact, lookUpUnlocked } from './look-up-contact.ts';
import type { NotYourTurn } from './turn-contract.ts';
import { underTurn } from './under-turn.ts';

type Known = Omit<ContactResult, 'turn'>;

/**
 * One request for a caller who is known: the conversations of the contact, by its handle. An unknown one is created
 * with the number as a phone handle and as a custom one, for the sender of a custom message is a custom handle and
 * Front would make a second contact otherwise.
 *
 * A call that only adds entries to an open conversation takes no turn: Front takes each of them once, whoever else writes.
 */
export async function findOrCreateContact(deps: Deps, input: ContactInput): Promise<ContactResult | NotYourTurn> {
  const { caller, callId, internalCalls, turn } = input;
  if (caller.kind === 'number' && internalCalls === 'skip' && (await deps.isOwnLine(caller.e164))) {
    return { contact: 'own line', conversation: null, deletedId: null, turn };
  }
  const mark = markOf(caller, callId);
  const before = await lookUpUnlocked(deps, input, mark);
  if (turn !== null && before?.addsTo) {
    return { contact: 'found', ...before.addsTo, turn: { ...turn, state: 'not needed' } };
  }
  return await underTurn(deps, turn, async (held) => {
    const looked = before?.stands() ? before.contact : await lookUpContact(deps, input, mark);
    const known = looked === null ? await createContact(deps, input, mark) : await complete(deps, looked, mark);
    return { ...known, turn: held };
  });
}

/**
 * Gives a contact that others made the handles that are missing. One that is another contact's stays there, and what
 * that contact has of the caller's goes on.
 */
async function complete({ front }: Deps, { ref, found, missing }: LookedUp, mark: Mark): Promise<Known> {
  for (const handle of missing) {
    if (await front.addHandle(ref, handle)) continue;
    const owners = await findCallersConversation(front, handle, mark);
    if (owners !== null && owners.conversation !== null) return { contact: 'found', ...owners };
  }
  return { contact: 'found', ...found };
}

/** A handle that is another contact's already (Front answers 409) makes that contact the caller's. */
async function createContact(
  { front, preferences }: Deps,
  { callerName, caller }: ContactInput,
  mark: Mark,
): Promise<Known> {
  const handles = handlesOf(caller, mark.handle);
  const unnamed = caller.kind === 'anonymous' ? textsIn(preferences.language).entries.anonymousCaller : mark.handle;
  const created = await front.createContact({ name: inertName(callerName) ?? inertLine(unnamed), handles });
  if ('id' in created) return { contact: 'created', conversation: null, deletedId: null };
  const [takenBy] = created.takenBy;
  const owner: ContactRef = takenBy === undefined ? { source: 'custom', handle: mark.handle } : { id: takenBy };
  for (const handle of handles) await front.addHandle(owner, handle);
  const found = await findCallersConversation(front, owner, mark);
  return { contact: 'found', conversation: null, deletedId: null, ...found };
}
