import type { ContactRef, Handle } from '../src/adapters/front/contact-calls.ts';
import { otherSpellings } from '../src/domain/phone-number.ts';
import { callerHandle, callerKey, callerLink } from '../src/domain/thread-keys.ts';
import type { ContactInput, ContactResult, NotYourTurn } from './contract.ts';
import type { Deps } from './deps.ts';
import { findCallersConversation } from './find-callers-conversation.ts';
import { holdTurn } from './hold-turn.ts';

/**
 * One request for a caller who is known: the conversations of the contact, by its handle. An unknown one is created
 * with the number as a phone handle and as a custom one, for the sender of a custom message is a custom handle and
 * Front would make a second contact otherwise.
 */
export async function findOrCreateContact(deps: Deps, input: ContactInput): Promise<ContactResult | NotYourTurn> {
  const { caller, callId } = input;
  if (caller.kind === 'anonymous') return { contact: 'left to Front', conversation: null, deletedId: null };
  if (caller.kind === 'number' && input.internalCalls === 'skip' && (await deps.isOwnLine(caller.e164))) {
    return { contact: 'own line', conversation: null, deletedId: null };
  }
  if (!(await holdTurn(deps, input.turn))) return { notYourTurn: true };
  const handle = callerHandle(caller, callId);
  const link = callerLink(callerKey(caller, callId));
  const custom: Handle = { source: 'custom', handle };
  if (caller.kind === 'unreadable') {
    const found = await findCallersConversation(deps.front, custom, link);
    return { contact: found ? 'found' : 'left to Front', conversation: null, deletedId: null, ...found };
  }
  const phone: Handle = { source: 'phone', handle };
  const found = await findCallersConversation(deps.front, phone, link);
  if (found === null)
    return (await findByOtherSpelling(deps, input, link)) ?? (await createContact(deps, input, [phone, custom], link));
  // A contact that others made (from an e-mail signature, say) has no custom handle before its first call.
  if (found.conversation === null) await deps.front.addHandle(phone, custom);
  return { contact: 'found', ...found };
}

/** A handle that is another contact's already (Front answers 409) makes that contact the caller's. */
async function createContact(
  { front }: Deps,
  { callerName, caller, callId }: ContactInput,
  handles: [Handle, Handle],
  link: string,
): Promise<ContactResult> {
  const [phone, custom] = handles;
  const created = await front.createContact({ name: callerName ?? callerHandle(caller, callId), handles });
  if ('id' in created) return { contact: 'created', conversation: null, deletedId: null };
  const [takenBy] = created.takenBy;
  const owner: ContactRef = takenBy === undefined ? custom : { id: takenBy };
  await front.addHandle(owner, phone);
  await front.addHandle(owner, custom);
  const found = await findCallersConversation(front, owner, link);
  return { contact: 'found', conversation: null, deletedId: null, ...found };
}

/** A contact that a person typed in may have the number as they wrote it, and Front takes a number without + for an American one. */
async function findByOtherSpelling(
  { front }: Deps,
  { caller, callId, country }: ContactInput,
  link: string,
): Promise<ContactResult | null> {
  const handle = callerHandle(caller, callId);
  for (const spelling of otherSpellings(handle, country)) {
    const typed: Handle = { source: 'phone', handle: spelling };
    const found = await findCallersConversation(front, typed, link);
    if (found === null) continue;
    await front.addHandle(typed, { source: 'phone', handle });
    await front.addHandle(typed, { source: 'custom', handle });
    return { contact: 'found', ...found };
  }
  return null;
}
