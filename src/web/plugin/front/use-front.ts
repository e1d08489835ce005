import { useEffect, useRef, useState } from 'react';
import type { FrontState } from './read-context.ts';
import { watchFront } from './watch-front.ts';

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
