import { formatAge, type Language, textsIn } from '../../texts/texts.ts';
import type { Call, Caller } from '../call.ts';
import { inertLine, inertName } from '../inert-text.ts';
import { type Preferences, settingsFor } from '../settings.ts';

/**
 * What became of a card. `over`: the call was answered or had ended. `limited`: little of Front's limit was left. `unknown`: Front does not
 * know the caller, and `card.unknown` is off. `front`, `aircall`, `temporal`: that one failed, or did not answer in time.
 */
export type CardOutcome =
  | 'shown'
  | 'unwanted'
  | 'repeated'
  | 'unreadable'
  | 'over'
  | 'late'
  | 'limited'
  | 'unknown'
  | 'front'
  | 'aircall'
  | 'temporal';

/** A call that rings this long has been seen without a card: it would only distract. */
const maxAgeMs = 10_000;

/** Whether a card would come too late. @param startedAtSeconds of the call, by Aircall's clock */
export function isTooLateForCard(startedAtSeconds: number, nowMs: number): boolean {
  return nowMs - startedAtSeconds * 1000 > maxAgeMs;
}

const endings = new Set([
  'call.answered',
  'call.hungup',
  'call.ended',
  'call.voicemail_left',
  'call.comm_assets_generated',
]);

/** Whether an event of Aircall means that the call no longer rings. */
export function endsRinging(event: string): boolean {
  return endings.has(event);
}

/** @returns why a call gets no card, by what its first event says; null when it may get one */
export function refuseCard(call: Call, preferences: Preferences, nowMs: number): CardOutcome | null {
  const { card } = preferences;
  const wanted =
    card.enabled &&
    (call.direction === 'inbound' || card.outbound) &&
    call.caller.kind !== 'anonymous' &&
    settingsFor(preferences, call.line).log;
  if (!wanted) return 'unwanted';
  if (call.answeredAtSeconds !== null || call.endedAtSeconds !== null) return 'over';
  return isTooLateForCard(call.startedAtSeconds, nowMs) ? 'late' : null;
}

/** A row of the card; the title has no label. */
export interface CardItem {
  label: string | null;
  text: string;
  link?: string;
}

/** What Front shows of the caller. */
export interface CardConversation {
  id: string;
  subject: string | null;
  status: 'open' | 'archived' | 'snoozed';
  ownerName: string | null;
  contactName: string | null;
  activeAtSeconds: number | null;
}

/** A missed call that waits to be called back. */
export interface OpenCallback {
  /** When the first of the misses ended, UNIX seconds. */
  sinceSeconds: number;
  misses: number;
}

interface CardFacts {
  caller: Exclude<Caller, { kind: 'anonymous' }>;
  /** Null: Front does not know the caller. */
  conversation: CardConversation | null;
  callback: OpenCallback | null;
}

/** Aircall's window is narrow; what is longer would be cut there, in the middle of what matters. */
const maxTextLength = 60;

/** @returns the rows of the card, at most five, each one line of at most 60 characters without markup */
export function cardItems(
  { caller, conversation, callback }: CardFacts,
  language: Language,
  nowSeconds: number,
): CardItem[] {
  const { labels, newCaller, unassigned, status, callBack } = textsIn(language).card;
  const ageOf = (atSeconds: number): string => formatAge(nowSeconds - atSeconds, language);
  const number = caller.kind === 'number' ? caller.e164 : inertLine(caller.digits);
  const items: CardItem[] = [];
  if (conversation === null) items.push({ label: null, text: cut(number, ` · ${newCaller}`) });
  else {
    const { id, subject, ownerName, contactName, activeAtSeconds } = conversation;
    items.push({
      label: null,
      text: cut(inertName(contactName) ?? number),
      link: `https://app.frontapp.com/open/${id}`,
    });
    const age = activeAtSeconds === null ? '' : ageOf(activeAtSeconds);
    const last = inertLine(subject ?? '');
    if (last !== '' || age !== '')
      items.push({ label: labels.last, text: last === '' ? age : cut(last, age && ` · ${age}`) });
    items.push({ label: labels.status, text: status[conversation.status] });
    items.push({ label: labels.owner, text: cut(inertName(ownerName) ?? unassigned) });
  }
  if (callback !== null) {
    items.push({ label: labels.callBack, text: cut(callBack(callback.misses, ageOf(callback.sinceSeconds))) });
  }
  return items;
}

/** @param end is kept whole */
function cut(text: string, end = ''): string {
  const letters = Array.from(text);
  const room = maxTextLength - Array.from(end).length;
  return letters.length <= room
    ? `${text}${end}`
    : `${letters
        .slice(0, room - 1)
        .join('')
        .trimEnd()}…${end}`;
}
