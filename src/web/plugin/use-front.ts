import { contextUpdates } from '@frontapp/plugin-sdk';
import { useEffect, useRef, useState } from 'react';

/** What the page shows for the current context in Front. */
interface Shown extends FrontState {
  /** The numbers to show, a clicked one first. */
  numbers: string[];
}

/** @returns null until Front sends its first context */
export function useFront(): Shown | null {
  const [state, setState] = useState<FrontState | null>(null);
  useEffect(() => watchFront(setState), []);
  // Front repeats a click in later contexts: it counts only until something else is open.
  const click = useRef<{ key: string; openId: string | null } | null>(null);
  if (state === null) return null;
  const { view } = state;
  const openId = view.kind === 'conversation' ? view.id : view.kind;
  if (state.clicked !== null && click.current?.key !== state.clicked.key)
    click.current = { key: state.clicked.key, openId };
  else if (click.current !== null && click.current.openId !== openId) click.current.openId = null;
  const clicked = state.clicked !== null && click.current?.openId === openId ? state.clicked : null;
  const known = view.kind === 'conversation' ? view.numbers : [];
  const others = known.filter((number) => digits(number) !== digits(clicked?.number ?? ''));
  return { ...state, clicked, numbers: clicked === null ? known : [clicked.number, ...others] };
}

function digits(number: string): string {
  return number.replace(/\D/g, '');
}

/** Reports Front's context, now and on every change. @returns a function that unsubscribes */
function watchFront(report: (state: FrontState) => void): () => void {
  let newest: unknown = null;
  /** Front sends a new context on every change of a conversation: numbers found in it stay meanwhile. */
  let found: { id: string; numbers: string[] } | null = null;
  const subscription = contextUpdates.subscribe((context: unknown) => {
    newest = context;
    const state = readContext(context);
    if (state === null) return;
    const { view } = state;
    if (view.kind !== 'conversation' || view.numbers.length > 0) {
      report(state);
      return;
    }
    report(found?.id === view.id ? { ...state, view: { ...view, numbers: found.numbers } } : state);
    void searchRecipients(context, state);
  });
  return () => subscription.unsubscribe();

  /** A conversation whose main recipient has no number may have other recipients. */
  async function searchRecipients(context: unknown, state: FrontState): Promise<void> {
    const numbers = readNumbers(await listRecipients(context));
    // Another conversation may be open by now.
    if (newest !== context || numbers.length === 0 || state.view.kind !== 'conversation') return;
    found = { id: state.view.id, numbers };
    report({ ...state, view: { ...state.view, numbers } });
  }
}

async function listRecipients(context: unknown): Promise<unknown[]> {
  const ask = field(context, 'listRecipients');
  if (typeof ask !== 'function') return [];
  const page: unknown = await Promise.resolve(Reflect.apply(ask, context, [])).catch(() => null);
  return list(field(page, 'results'));
}

/** The part of Front that the teammate looks at. */
type FrontView =
  | { kind: 'nothing' }
  | { kind: 'several' }
  | { kind: 'conversation'; id: string; name: string | null; numbers: string[] };

interface FrontState {
  teammate: { id: string; email: string };
  view: FrontView;
  /** The number whose Call button was clicked in Front; `key` identifies the click. */
  clicked: { number: string; key: string } | null;
}

/**
 * Reads the context of Front's plugin SDK. It comes from another window, and its types lag behind what Front sends
 * (only the documentation has `entryPoint`), so every field is checked.
 * @returns null if it has no teammate
 */
function readContext(context: unknown): FrontState | null {
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

/** Front's documentation of EntryPoint: CONTACT_HANDLE has the handle and the time of the click. */
function readClick(entryPoint: unknown): FrontState['clicked'] {
  if (text(field(entryPoint, 'type')) !== 'CONTACT_HANDLE') return null;
  const data = field(entryPoint, 'data') ?? entryPoint;
  const number = text(field(data, 'handle'));
  return number === null ? null : { number, key: `${number} ${String(field(data, 'timestamp'))}` };
}

/** Handles of these types are phone numbers; others are if they start with a plus. */
const phoneKinds = new Set(['phone', 'whatsapp', 'sms']);
const phoneLike = /^[+(]?[\d][\d\s().\-/]{4,25}$/;
const maxNumberLength = 60;

/** @returns the phone numbers of the recipients and their contacts, each once, as Front writes them */
function readNumbers(recipients: unknown[]): string[] {
  const handles = recipients.flatMap((recipient) => [
    ...list(field(field(recipient, 'contact'), 'handles')),
    recipient,
  ]);
  const numbers = new Map<string, string>();
  for (const handle of handles) {
    const number = text(field(handle, 'handle'));
    if (number === null || !isPhone(number, text(field(handle, 'type')))) continue;
    const key = number.replace(/\D/g, '');
    if (!numbers.has(key)) numbers.set(key, number);
  }
  return [...numbers.values()];
}

function isPhone(number: string, kind: string | null): boolean {
  if (number.length > maxNumberLength || !phoneLike.test(number)) return false;
  return number.startsWith('+') || (kind !== null && phoneKinds.has(kind));
}

/** @returns the value at a key; undefined if `value` is no object */
function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, key) as unknown) : undefined;
}

/** @returns the trimmed string; null if it is blank or no string */
function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
