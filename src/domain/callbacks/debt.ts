import { type Call, type Direction, isAnswered } from '../call.ts';
import { nameKey } from '../ids.ts';
import type { Qualification } from '../qualification.ts';
import { addOpenTime, type WeekHours } from './business-hours.ts';

/** What a step does with the caller's conversation; null: nothing of that kind. */
interface StepEffect {
  /** A Front tag. */
  tag: string | null;
  comment: string | null;
  /** A teammate's e-mail. */
  assign: string | null;
}

interface CallbackStep extends StepEffect {
  /** Business time from the end of the missed call. */
  afterMs: number;
}

export interface DueStep extends StepEffect {
  dueAtSeconds: number;
}

/** `callbacks:` of the configuration. */
export interface CallbackSettings {
  /** Kinds of calls that open a callback. */
  on: Qualification[];
  /** null: round the clock. */
  hours: WeekHours | null;
  /** An answered call with less talk than this reached no one. */
  minTalkMs: number;
  /** In order of `afterMs`. */
  steps: CallbackStep[];
}

/** A missed call that an agent still has to return. Times are UNIX seconds. */
export interface Miss {
  callId: number;
  endedAtSeconds: number;
  line: { id: number; name: string };
  /** Computed where the call is logged: the zones' rules are Node's, and must not differ in a replay. */
  steps: DueStep[];
  conversationId: string;
  /** Whom the conversation was assigned to; another assignee later is a person's choice. */
  assigneeId: string | null;
}

/** What may have ended the debt: a call with the caller, or what a person did in Front. Times are UNIX seconds. */
export type Contact =
  | {
      kind: 'call';
      callId: number;
      direction: Direction;
      answeredAtSeconds: number | null;
      endedAtSeconds: number;
      agentName: string | null;
      /** Whether it was answered and long enough; otherwise it was an attempt. */
      reached: boolean;
      /** Whom it assigned the conversation to: no person chose that. Null when it assigned no one. */
      assigneeId: string | null;
    }
  | { kind: 'reply' | 'skipped' | 'expired'; atSeconds: number }
  /** With a conversation, which was deleted, it ends only the calls that were missed there. */
  | { kind: 'archived'; atSeconds: number; conversationId?: string }
  | { kind: 'untagged'; tag: string; atSeconds: number };

/** Misses and contacts as they came in, each call once. */
export interface Debt {
  misses: Miss[];
  contacts: Contact[];
}

/** Whether the team called, or answered: the call may close a callback, and opens none. */
export function isContact(call: Call): boolean {
  return call.direction === 'outbound' || isAnswered(call);
}

/** @returns the steps with their times */
export function dueSteps(
  { steps, hours }: Pick<CallbackSettings, 'steps' | 'hours'>,
  endedAtSeconds: number,
  timezone: string,
): DueStep[] {
  return steps.map(({ afterMs, ...effect }) => ({
    ...effect,
    dueAtSeconds: Math.ceil(addOpenTime(endedAtSeconds * 1000, afterMs, hours, timezone) / 1000),
  }));
}

/** @returns the misses since the caller was last reached, oldest first; none: the debt is closed */
export function openMisses({ misses, contacts }: Debt): Miss[] {
  return misses
    .filter((miss) => !contacts.some((contact) => ends(contact, miss)))
    .toSorted((one, other) => one.endedAtSeconds - other.endedAtSeconds || one.callId - other.callId);
}

/** @returns what ended the debt of these misses: the contact that ended the last of them; null while one is open */
export function closingOf({ contacts }: Debt, misses: readonly Miss[]): Contact | null {
  const inOrder = contacts.toSorted(byTime);
  const endings = misses.flatMap((miss) => inOrder.find((contact) => ends(contact, miss)) ?? []);
  return endings.length < misses.length ? null : (endings.toSorted(byTime).at(-1) ?? null);
}

/** A call must have ended later: one that ended before, delivered late, did not answer this one. */
function ends(contact: Contact, miss: Miss): boolean {
  if (contact.kind === 'call') return contact.reached && contact.endedAtSeconds > miss.endedAtSeconds;
  if (contact.kind === 'archived' && (contact.conversationId ?? miss.conversationId) !== miss.conversationId)
    return false;
  if (contact.kind === 'untagged' && nameKey(contact.tag) !== nameKey(miss.steps[0]?.tag ?? '')) return false;
  return contact.atSeconds >= miss.endedAtSeconds;
}

function timeOf(contact: Contact): number {
  return contact.kind === 'call' ? contact.endedAtSeconds : contact.atSeconds;
}

function byTime(one: Contact, other: Contact): number {
  return timeOf(one) - timeOf(other);
}

/** @returns how often the team has tried since then, UNIX seconds, until the debt was closed: unanswered and short calls */
export function countAttempts({ contacts }: Debt, sinceSeconds: number, closed: Contact | null): number {
  const untilSeconds = closed === null ? Number.POSITIVE_INFINITY : timeOf(closed);
  return contacts.filter(
    (contact) =>
      contact.kind === 'call' &&
      !contact.reached &&
      contact.endedAtSeconds >= sinceSeconds &&
      contact.endedAtSeconds <= untilSeconds,
  ).length;
}

/** @returns when the caller was reached or the debt ended otherwise, whole UNIX seconds; a call may have begun before the missed one */
export function closedAtSeconds(contact: Contact, missedAtSeconds: number): number {
  const atSeconds = contact.kind === 'call' ? (contact.answeredAtSeconds ?? contact.endedAtSeconds) : contact.atSeconds;
  return Math.max(missedAtSeconds, Math.floor(atSeconds));
}

/** A callback as pages and reports know it. Times are UNIX seconds. */
export interface LedgerCallback {
  /** The call that opened it. */
  id: number;
  workflowId: string;
  /** `overdue` from the second step on. */
  state: 'open' | 'overdue' | 'closed';
  line: { id: number; name: string };
  /** As in the table of calls. */
  caller: string | null;
  callerName: string | null;
  conversationId: string | null;
  /** When the first of the missed calls ended. */
  missedAtSeconds: number;
  misses: number;
  attempts: number;
  /** null when none is left. */
  nextStepAtSeconds: number | null;
  closedAtSeconds: number | null;
  closedBy: Contact['kind'] | null;
  /** Of the call that closed it. */
  agentName: string | null;
}
