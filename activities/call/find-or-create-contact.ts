import type { ContactRef, Handle } from '../../src/adapters/front/contacts.ts';
import type { Caller } from '../../src/domain/call.ts';
import { inertLine, inertName } from '../../src/domain/inert-text.ts';
import { otherSpellings } from '../../src/domain/phone-number.ts';
import { textsIn } from '../../src/texts/texts.ts';
import type { ContactInput, ContactResult } from '../contract.ts';
import type { Deps } from '../deps.ts';
import {
  type Found,
  findCallEntry,
  findCallersConversation,
  type Mark,
  markOf,
  withLaterCalls,
} from './caller-conversation.ts';

type Known = Found & Pick<ContactResult, 'contact'>;

/** A contact as Front has it. */
interface LookedUp {
  ref: ContactRef;
  found: Found;
  /** The handles that a message of the caller needs, and that the contact may lack. */
  missing: Handle[];
}

/**
 * One request for a known caller: the contact's conversations, by its handle. An unknown caller's contact is created
 * with the number as a phone handle and as a custom handle: the sender of a custom message is a custom handle, and
 * Front would otherwise create a second contact.
 */
export async function findOrCreateContact(deps: Deps, input: ContactInput): Promise<ContactResult> {
  const { call, internalCalls } = input;
  const lookedAtMs = Date.now();
  const nothing = { conversation: null, deletedId: null, alreadyLogged: false, lookedAtMs };
  if (call.caller.kind === 'number' && internalCalls === 'skip' && (await deps.isOwnLine(call.caller.e164))) {
    return { contact: 'own line', ...nothing };
  }
  const mark = markOf(call.caller, call.id, deps.publicUrl);
  const looked = await lookUpContact(deps, input, mark);
  const known = looked === null ? await createContact(deps, input, mark) : await complete(deps, looked, mark);
  return { ...nothing, ...known, ...(await stateOf(deps, known, input)) };
}

/** What an earlier run of this call, and other calls, have written into the conversation, as far as it matters here. */
async function stateOf(
  deps: Deps,
  { conversation }: Known,
  input: ContactInput,
): Promise<Pick<ContactResult, 'conversation' | 'alreadyLogged'>> {
  if (conversation === null) return { conversation: null, alreadyLogged: false };
  // A past call only adds entries, which Front imports once: there is nothing to look up.
  if (!input.checkExisting || input.policy === 'history') {
    return { conversation: await withLaterCalls(deps, conversation, input), alreadyLogged: false };
  }
  const { found, messages } = await findCallEntry(deps.front, conversation.conversationId, input.call);
  return { conversation: await withLaterCalls(deps, conversation, input, messages), alreadyLogged: found };
}

/**
 * By the phone handle, or by the custom one if there is no other; then in the ways people may have typed the number.
 * @returns null if Front has no contact of the caller; always null for an anonymous one
 */
async function lookUpContact(
  { front }: Deps,
  { call: { caller, line } }: ContactInput,
  mark: Mark,
): Promise<LookedUp | null> {
  const handles = handlesOf(caller, mark.handle);
  const [first = { source: 'custom', handle: mark.handle }, ...rest] = handles;
  const found = await findCallersConversation(front, first, mark);
  if (found !== null) return { ref: first, found, missing: found.conversation === null ? rest : [] };
  if (caller.kind !== 'number') return null;
  // Front takes a number without + for an American one, and stores it as such.
  for (const spelling of otherSpellings(caller.e164, line.country)) {
    const ref: Handle = { source: 'phone', handle: spelling };
    const other = await findCallersConversation(front, ref, mark);
    if (other !== null) return { ref, found: other, missing: handles };
  }
  return null;
}

/** A number that cannot be parsed is never sent to Front as a phone handle. */
function handlesOf(caller: Caller, handle: string): Handle[] {
  const custom: Handle = { source: 'custom', handle };
  return caller.kind === 'number' ? [{ source: 'phone', handle }, custom] : [custom];
}

/**
 * Adds the missing handles to a contact that others created. A handle of another contact stays there, and the caller's
 * conversations of that contact continue.
 */
async function complete({ front }: Deps, { ref, found, missing }: LookedUp, mark: Mark): Promise<Known> {
  for (const handle of missing) {
    if (await front.addHandle(ref, handle)) continue;
    const owners = await findCallersConversation(front, handle, mark);
    if (owners !== null && owners.conversation !== null) return { contact: 'found', ...owners };
  }
  return { contact: 'found', ...found };
}

/** If another contact already has a handle (Front answers 409), that contact becomes the caller's. */
async function createContact({ front, preferences }: Deps, { call }: ContactInput, mark: Mark): Promise<Known> {
  const { caller, callerName } = call;
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
