import { Context } from '@temporalio/activity';
import type { ContactRef, Handle } from '../src/adapters/front/contacts.ts';
import type { Caller } from '../src/domain/call.ts';
import { otherSpellings } from '../src/domain/phone-number.ts';
import type { ContactInput } from './contract.ts';
import type { Deps } from './deps.ts';
import { type Found, findCallersConversation, type Mark } from './find-callers-conversation.ts';
import { matchAgent } from './match-agent.ts';

/** Between being told that nobody has the turn and having it: a whole turn, of four requests to Front, takes longer. */
const longestPauseMs = 250;
/** The clocks of Temporal's own servers agree to this. */
const clocksAgreeMs = 1_000;

/** A contact as Front has it. */
export interface LookedUp {
  ref: ContactRef;
  /** What it has of the caller's. */
  found: Found;
  /** The handles that a message of the caller's needs, and that it may not have. */
  missing: Handle[];
}

/** What was seen without the caller's turn. */
interface Unlocked {
  /** Null when Front has none. */
  contact: LookedUp | null;
  /** What the contact has of the caller's, if the call only adds to it. */
  addsTo: Found | null;
  /** Asked once the turn is taken: whether no other call had it since, so that this is as good as seen with it. */
  stands: () => boolean;
}

/**
 * Looks at the contact before the turn is taken, at a first attempt that may do without one.
 * @returns null when that was not to be done
 */
export async function lookUpUnlocked(deps: Deps, input: ContactInput, mark: Mark): Promise<Unlocked | null> {
  const { turn, turnFirst } = input;
  const { attempt, currentAttemptScheduledTimestampMs: beganAtMs } = Context.current().info;
  if (turn?.state !== 'wanted' || turnFirst !== false || attempt > 1) return null;
  const contact = await lookUpContact(deps, input, mark);
  if (contact !== null && (await onlyAdds(deps, input, contact))) {
    return { contact, addsTo: contact.found, stands: () => false };
  }
  const askedAtMs = performance.now();
  const lastEndedMs = await deps.turns.lastEndedMs(turn.lockId);
  // Both times are Temporal's own, and this attempt was scheduled before it looked.
  const stands = () => lastEndedMs < beganAtMs - clocksAgreeMs && performance.now() - askedAtMs < longestPauseMs;
  return { contact, addsTo: null, stands };
}

/** Whether nothing would change but for the call's entries: an open conversation keeps the subject that it has. */
async function onlyAdds(
  { front, preferences }: Deps,
  { assignTo = null }: ContactInput,
  { missing, found: { conversation } }: LookedUp,
): Promise<boolean> {
  if (missing.length > 0 || conversation === null || conversation.archived || !conversation.linked) return false;
  if (!conversation.subject) return false;
  const agent = await matchAgent(front, preferences.agents, assignTo);
  return agent.kind === 'unmatched' || agent.teammateId === conversation.assigneeId;
}

/**
 * By the phone handle, or by the custom one where there is no other; then as people may have typed the number.
 * @returns null when Front has no contact of the caller; always for an anonymous one
 */
export async function lookUpContact(
  { front }: Deps,
  { caller, country }: ContactInput,
  mark: Mark,
): Promise<LookedUp | null> {
  if (caller.kind === 'anonymous') return null;
  const handles = handlesOf(caller, mark.handle);
  const [first = { source: 'custom', handle: mark.handle }, ...rest] = handles;
  const found = await findCallersConversation(front, first, mark);
  if (found !== null) return { ref: first, found, missing: found.conversation === null ? rest : [] };
  if (caller.kind !== 'number') return null;
  // Front takes a number without + for an American one, and keeps it so.
  for (const spelling of otherSpellings(caller.e164, country)) {
    const ref: Handle = { source: 'phone', handle: spelling };
    const other = await findCallersConversation(front, ref, mark);
    if (other !== null) return { ref, found: other, missing: handles };
  }
  return null;
}

/** A number that cannot be read is never sent to Front as a phone handle. */
export function handlesOf(caller: Caller, handle: string): Handle[] {
  const custom: Handle = { source: 'custom', handle };
  return caller.kind === 'number' ? [{ source: 'phone', handle }, custom] : [custom];
}
