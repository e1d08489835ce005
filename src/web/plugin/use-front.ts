import { contextUpdates } from '@frontapp/plugin-sdk';
import { useEffect, useRef, useState } from 'react';
import { type FrontState, field, list, readContext, readNumbers } from './front-context.ts';

/** What the page shows for what is open in Front. */
export interface Shown extends FrontState {
  /** Numbers to show, a clicked one first. */
  numbers: string[];
}

/** @returns null until Front has said something */
export function useFront(): Shown | null {
  const [state, setState] = useState<FrontState | null>(null);
  useEffect(() => watchFront(setState), []);
  // Front repeats the click in later contexts: it counts where it came, and no longer once something else is open.
  const click = useRef<{ key: string; place: string | null } | null>(null);
  if (state === null) return null;
  const { view } = state;
  const place = view.kind === 'conversation' ? view.id : view.kind;
  if (state.clicked !== null && click.current?.key !== state.clicked.key)
    click.current = { key: state.clicked.key, place };
  else if (click.current !== null && click.current.place !== place) click.current.place = null;
  const clicked = state.clicked !== null && click.current?.place === place ? state.clicked : null;
  const known = view.kind === 'conversation' ? view.numbers : [];
  const others = known.filter((number) => digits(number) !== digits(clicked?.number ?? ''));
  return { ...state, clicked, numbers: clicked === null ? known : [clicked.number, ...others] };
}

function digits(number: string): string {
  return number.replace(/\D/g, '');
}

/** Tells what is open in Front, now and whenever it changes. @returns a function that ends it */
function watchFront(tell: (state: FrontState) => void): () => void {
  let newest: unknown = null;
  /** Front tells a new context for whatever happens to a conversation: what was found in it stays meanwhile. */
  let found: { id: string; numbers: string[] } | null = null;
  const subscription = contextUpdates.subscribe((context: unknown) => {
    newest = context;
    const state = readContext(context);
    if (state === null) return;
    const { view } = state;
    if (view.kind !== 'conversation' || view.numbers.length > 0) {
      tell(state);
      return;
    }
    tell(found?.id === view.id ? { ...state, view: { ...view, numbers: found.numbers } } : state);
    void lookFurther(context, state);
  });
  return () => subscription.unsubscribe();

  /** A conversation without a main recipient, or one without a number, may have others. */
  async function lookFurther(context: unknown, state: FrontState): Promise<void> {
    const numbers = readNumbers(await listRecipients(context));
    // By then another conversation may be open.
    if (newest !== context || numbers.length === 0 || state.view.kind !== 'conversation') return;
    found = { id: state.view.id, numbers };
    tell({ ...state, view: { ...state.view, numbers } });
  }
}

async function listRecipients(context: unknown): Promise<unknown[]> {
  const ask = field(context, 'listRecipients');
  if (typeof ask !== 'function') return [];
  const page: unknown = await Promise.resolve(Reflect.apply(ask, context, [])).catch(() => null);
  return list(field(page, 'results'));
}
