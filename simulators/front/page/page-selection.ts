import type { FrontState } from '../state/front-state.ts';
import type { ConversationRecord } from '../state/records.ts';

/** What the address of the page selects. */
export interface PageSelection {
  inboxId: string | undefined;
  show: 'all' | 'open' | 'archived';
  conversation: ConversationRecord | undefined;
}

/** Reads `?inbox=…&show=…&conversation=…`; unknown ids select nothing, a merged conversation its survivor. */
export function readSelection(state: FrontState, query: URLSearchParams): PageSelection {
  const show = query.get('show');
  return {
    inboxId: state.inboxes.find(({ id }) => id === query.get('inbox'))?.id,
    show: show === 'open' || show === 'archived' ? show : 'all',
    conversation: state.survivor(query.get('conversation') ?? ''),
  };
}

/** The query that selects the same but for `change`. */
export function queryFor({ inboxId, show, conversation }: PageSelection, change: Record<string, string> = {}): string {
  const selected = { inbox: inboxId ?? '', show: show === 'all' ? '' : show, conversation: conversation?.id ?? '' };
  const query = Object.entries({ ...selected, ...change }).filter(([, value]) => value !== '');
  return new URLSearchParams(query).toString();
}

export function isOpen({ status }: ConversationRecord): boolean {
  return status === 'assigned' || status === 'unassigned';
}

/** What the list shows, newest activity first. */
export function shownConversations(state: FrontState, { inboxId, show }: PageSelection): ConversationRecord[] {
  return state.conversations
    .filter(({ mergedInto }) => mergedInto === null)
    .filter(({ inboxIds }) => inboxId === undefined || inboxIds.includes(inboxId))
    .filter((one) => show === 'all' || (show === 'open' ? isOpen(one) : one.status === 'archived'))
    .toReversed()
    .toSorted((one, other) => other.updatedAtMs - one.updatedAtMs);
}
