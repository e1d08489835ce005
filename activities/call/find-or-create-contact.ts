import type { FrontClient } from '../../src/adapters/front/client.ts';
import type { ContactRef, Handle } from '../../src/adapters/front/contacts.ts';
import type { Call, Caller } from '../../src/domain/call.ts';
import { inertLine, inertName } from '../../src/domain/inert-text.ts';
import { ledgerCaller } from '../../src/domain/ledger-call.ts';
import { otherSpelling } from '../../src/domain/phone-number.ts';
import { textsIn } from '../../src/texts/texts.ts';
import type { ContactInput, ContactResult } from '../contract.ts';
import { askLedger, type Deps } from '../deps.ts';
import {
  type Found,
  findCallEntry,
  findCallersConversation,
  lookAgain,
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
  const known = await findOrCreate(deps, input, markOf(call.caller, call.id, deps.publicUrl));
  const { contact, deletedId } = known;
  return { ...nothing, contact, deletedId, ...(await stateOf(deps, known, input)) };
}

/**
 * A caller of whom no call is logged is mostly unknown to Front too. There the contact is created without a look-up by its
 * handle: had Front a contact with the number, it would refuse a second one.
 */
async function findOrCreate(deps: Deps, { call }: ContactInput, mark: Mark): Promise<Known> {
  const { front } = deps;
  const lastId = await lastConversation(deps, call.caller);
  const handles = handlesOf(call.caller, mark.handle);
  const byHandle = async (): Promise<LookedUp | null> => {
    const [first, ...rest] = handles;
    const found = await findCallersConversation(front, first, mark, lastId ?? null);
    if (found === null) return null;
    const isNew = found.conversation === null || found.isElsewhere === true;
    return { ref: first, found, missing: isNew ? rest : [] };
  };
  let looked = lastId === null ? null : await byHandle();
  looked ??= await bySpelling(deps, call, mark);
  if (looked === null) {
    const created = await createContact(deps, call, mark);
    if (created === 'created') return { contact: created, ...(await sinceDeleted(front, lastId, mark)) };
    looked = lastId === null ? await byHandle() : null;
    if (looked === null) return await joinContact(front, { ...created, handles }, mark);
  }
  return await complete(deps, looked, mark);
}

/** @returns null when no call of the caller is logged; undefined when that is not known */
async function lastConversation(deps: Deps, caller: Caller): Promise<string | null | undefined> {
  const key = ledgerCaller(caller);
  return key === null ? null : await askLedger(deps, (ledger) => ledger.lastConversation(key));
}

/** A new contact has no conversation, unless a person deleted the caller's contact and left their conversation. */
async function sinceDeleted(front: FrontClient, lastId: string | null | undefined, mark: Mark): Promise<Found> {
  return lastId ? await lookAgain(front, lastId, mark) : { conversation: null, deletedId: null };
}

/** What an earlier run of this call, and other calls, have written into the conversation, as far as it matters here. */
async function stateOf(
  deps: Deps,
  { conversation }: Known,
  input: ContactInput,
): Promise<Pick<ContactResult, 'conversation' | 'alreadyLogged'>> {
  if (conversation === null) return { conversation: null, alreadyLogged: false };
  // Front imports the entries of a past call once: only to its comments does it matter whether it was logged before.
  const onlyEntries = input.policy === 'history' && input.call.comments.length === 0;
  if (!input.checkExisting || onlyEntries) {
    return { conversation: await withLaterCalls(deps, conversation, input), alreadyLogged: false };
  }
  const { found, messages } = await findCallEntry(deps.front, conversation.conversationId, input.call);
  return { conversation: await withLaterCalls(deps, conversation, input, messages), alreadyLogged: found };
}

/** As people may have typed the number: Front takes one without + for an American one, and stores it as such. */
async function bySpelling({ front }: Deps, { caller, line }: Call, mark: Mark): Promise<LookedUp | null> {
  const spelling = caller.kind === 'number' ? otherSpelling(caller.e164, line.country) : null;
  if (spelling === null) return null;
  const ref: Handle = { source: 'phone', handle: spelling };
  const found = await findCallersConversation(front, ref, mark);
  return found === null ? null : { ref, found, missing: handlesOf(caller, mark.handle) };
}

/** A number that cannot be parsed is never sent to Front as a phone handle. */
function handlesOf(caller: Caller, handle: string): [Handle, ...Handle[]] {
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

async function createContact(
  { front, preferences }: Deps,
  { caller, callerName }: Call,
  mark: Mark,
): Promise<'created' | { takenBy: string[] }> {
  const handles = handlesOf(caller, mark.handle);
  const name =
    caller.kind === 'anonymous'
      ? textsIn(preferences.language).entries.anonymousCaller
      : (inertName(callerName) ?? inertLine(mark.handle));
  const created = await front.createContact({ name, handles });
  return 'id' in created ? 'created' : created;
}

/** A contact that has one of the caller's handles (Front answers 409 and names it) is the caller's, and gets the others. */
async function joinContact(
  front: FrontClient,
  { takenBy: [takenBy], handles }: { takenBy: string[]; handles: Handle[] },
  mark: Mark,
): Promise<Known> {
  const owner: ContactRef = takenBy === undefined ? { source: 'custom', handle: mark.handle } : { id: takenBy };
  for (const handle of handles) await front.addHandle(owner, handle);
  const found = await findCallersConversation(front, owner, mark);
  return { contact: 'found', conversation: null, deletedId: null, ...found };
}
