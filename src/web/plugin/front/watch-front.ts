import { contextUpdates } from '@frontapp/plugin-sdk';
import { type FrontState, readContext } from './read-context.ts';
import { readNumbers } from './read-numbers.ts';
import { field, list } from './read-value.ts';

/** Tells what is open in Front, now and whenever it changes. @returns a function that ends it */
export function watchFront(tell: (state: FrontState) => void): () => void {
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
