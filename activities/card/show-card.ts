import type { AircallClient } from '../../src/adapters/aircall/client.ts';
import type { FrontClient } from '../../src/adapters/front/client.ts';
import type { Conversation } from '../../src/adapters/front/schema.ts';
import { isVendorError } from '../../src/adapters/http/errors.ts';
import type { Caller } from '../../src/domain/call.ts';
import {
  type CardConversation,
  type CardOutcome,
  cardItems,
  isTooLateForCard,
  type OpenCallback,
} from '../../src/domain/card/card.ts';
import { callerHandle } from '../../src/domain/ids.ts';
import type { Preferences } from '../../src/domain/settings.ts';
import { type ActivityWatch, guardWith } from '../attempt.ts';
import { hasLink, isDeleted, markOf } from '../call/caller-conversation.ts';
import type { CardActivities, CardInput } from './contract.ts';

interface CardDeps {
  front: Pick<FrontClient, 'listContactConversations'>;
  aircall: Pick<AircallClient, 'showCard'>;
  /** Whether an E.164 number is a line of the company's own. */
  isOwnLine: (e164: string) => Promise<boolean>;
  /** The part of Front's limit that is left, 0 to 1. */
  shareLeft: () => number;
  /** Whether Aircall has reported that the call no longer rings. */
  isOver: (callId: number) => Promise<boolean>;
  /** The callback that is open for a caller, by E.164 number. */
  openCallback: (callerE164: string) => Promise<OpenCallback | null>;
  preferences: Pick<Preferences, 'language' | 'card'>;
  /** Called once for each card. */
  onCard: (outcome: CardOutcome) => void;
  watch?: ActivityWatch;
}

/** @returns the activity of the card, as a worker registers it */
export function createCardActivities(deps: CardDeps): CardActivities {
  const guard = guardWith(deps);
  return {
    showCard: guard(async (given: CardDeps, input: CardInput) => {
      const outcome = await showCard(given, input);
      given.onCard(outcome);
      return outcome;
    }),
  };
}

/** Calls that have to be logged come first: with less than this left, they need it. */
const minShareLeft = 0.2;

async function showCard(deps: CardDeps, input: CardInput): Promise<CardOutcome> {
  const { callId, caller } = input;
  if (caller.kind === 'anonymous') return 'unwanted';
  if (caller.kind === 'number' && (await deps.isOwnLine(caller.e164))) return 'unwanted';
  if (deps.shareLeft() < minShareLeft) return 'limited';
  const before = await endOfRinging(deps, input);
  if (before !== null) return before;
  const conversation = await findConversation(deps, caller, callId);
  if (conversation === 'front' || conversation === 'limited') return conversation;
  if (conversation === null && !deps.preferences.card.unknown) return 'unknown';
  const callback = caller.kind === 'number' ? await deps.openCallback(caller.e164) : null;
  const meanwhile = await endOfRinging(deps, input);
  if (meanwhile !== null) return meanwhile;
  const items = cardItems({ caller, conversation, callback }, deps.preferences.language, Date.now() / 1000);
  try {
    await deps.aircall.showCard(callId, items);
    return 'shown';
  } catch (error) {
    if (isVendorError(error)) return 'aircall';
    throw error;
  }
}

async function endOfRinging({ isOver }: CardDeps, input: CardInput): Promise<'late' | 'over' | null> {
  if (isTooLateForCard(input.startedAtSeconds, Date.now())) return 'late';
  return (await isOver(input.callId)) ? 'over' : null;
}

/** @returns the caller's own conversation, else the contact's newest; null when Front knows none */
async function findConversation(
  { front }: CardDeps,
  caller: Exclude<Caller, { kind: 'anonymous' }>,
  callId: number,
): Promise<CardConversation | 'front' | 'limited' | null> {
  try {
    const contact = {
      source: caller.kind === 'number' ? 'phone' : 'custom',
      handle: callerHandle(caller, callId),
    } as const;
    const page = await front.listContactConversations(contact);
    const alive = (page?.conversations ?? []).filter((conversation) => !isDeleted(conversation));
    const { link } = markOf(caller, callId);
    const latest = alive.find((conversation) => hasLink(conversation, link)) ?? alive[0];
    return latest === undefined ? null : toCardConversation(latest);
  } catch (error) {
    if (isVendorError(error)) return 'front';
    // The wait for the limit has taken too long.
    if (error instanceof DOMException && error.name === 'TimeoutError') return 'limited';
    throw error;
  }
}

function toCardConversation(conversation: Conversation): CardConversation {
  const { id, subject = null, status, assignee, recipient, scheduled_reminders: reminders } = conversation;
  const nowSeconds = Date.now() / 1000;
  const isSnoozed = (reminders ?? []).some(({ scheduled_at: at }) => (at ?? nowSeconds) >= nowSeconds);
  const owner = [assignee?.first_name, assignee?.last_name].filter(Boolean).join(' ');
  return {
    id,
    subject,
    status: isSnoozed ? 'snoozed' : status === 'archived' ? 'archived' : 'open',
    ownerName: owner === '' ? null : owner,
    contactName: recipient?.name ?? null,
    activeAtSeconds: conversation.updated_at ?? conversation.created_at ?? null,
  };
}
