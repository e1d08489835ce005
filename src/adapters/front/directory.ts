import { type Inbox, InboxList, type Teammate, TeammateList } from './front-bodies.ts';
import type { RequestFront } from './request-front.ts';

/** A name that is not in the list may have been added since; the list is asked for again, but no more often than this. */
const shortestRefreshMs = 60_000;
/** Names and people change seldom; a blocked or renamed one is seen within this time. */
const longestAgeMs = 15 * 60_000;

/** What a company has few of: inboxes and teammates. Each list is one request, kept for a while. */
export function createDirectory(ask: RequestFront) {
  const inboxes = keepList<{ id: string; name: string }>(async () => {
    const { _results } = await ask({ operation: 'list-inboxes', path: '/inboxes' }, InboxList);
    return _results.map(({ id, name }: (typeof Inbox)['_output']) => ({ id, name: name ?? '' }));
  });
  const teammates = keepList<Teammate>(
    async () => (await ask({ operation: 'list-teammates', path: '/teammates' }, TeammateList))._results,
  );
  return {
    /** @param inbox a name (case ignored) or an inb_ id @returns its id, or null when Front has no such inbox */
    async findInbox(inbox: string): Promise<string | null> {
      if (/^inb_\w+$/.test(inbox)) return inbox;
      const wanted = inbox.trim().toLowerCase();
      return (await inboxes((candidate) => candidate.name.trim().toLowerCase() === wanted))?.id ?? null;
    },

    /** @param email case is ignored @returns the teammate, blocked ones too, or null when Front has none */
    async findTeammate(email: string): Promise<{ id: string; blocked: boolean } | null> {
      const wanted = email.trim().toLowerCase();
      const found = await teammates((candidate) => candidate.email?.trim().toLowerCase() === wanted);
      return found === null ? null : { id: found.id, blocked: found.is_blocked ?? false };
    },
  };
}

function keepList<Item>(load: () => Promise<Item[]>): (fits: (item: Item) => boolean) => Promise<Item | null> {
  let kept: { items: Promise<Item[]>; atMs: number } | null = null;
  const refresh = (): Promise<Item[]> => {
    const items = load();
    const mine = { items, atMs: Date.now() };
    kept = mine;
    items.catch(() => {
      if (kept === mine) kept = null;
    });
    return items;
  };
  return async (fits) => {
    const known = kept !== null && Date.now() - kept.atMs < longestAgeMs ? kept : null;
    const found = (await (known?.items ?? refresh())).find(fits);
    if (found !== undefined) return found;
    if (known === null || Date.now() - known.atMs < shortestRefreshMs) return null;
    return (await refresh()).find(fits) ?? null;
  };
}
