import { contextUpdates } from '@frontapp/plugin-sdk';
import { useEffect, useRef, useState } from 'react';
import { type FrontState, field, list, readContext, readNumbers } from './front-context.ts';

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
