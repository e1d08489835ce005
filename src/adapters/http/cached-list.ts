/** Names and people change seldom; a blocked or renamed one is seen within this time. */
const longestAgeMs = 15 * 60_000;

/**
 * Keeps a list that changes seldom, so that looking something up in it mostly costs no request.
 * @param load asks for the whole list
 * @param missRefreshMs what is not in the list may have been added since: it is asked for again, but no more often than this
 * @returns a look-up: the first item that fits, or null when there is none; `forget` has the next one ask for the list
 */
export function cachedList<Item>(
  load: () => Promise<Item[]>,
  missRefreshMs: number,
): ((fits: (item: Item) => boolean) => Promise<Item | null>) & { forget: () => void } {
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
  const find = async (fits: (item: Item) => boolean): Promise<Item | null> => {
    const known = kept !== null && Date.now() - kept.atMs < longestAgeMs ? kept : null;
    const found = (await (known?.items ?? refresh())).find(fits);
    if (found !== undefined) return found;
    if (known === null || Date.now() - known.atMs < missRefreshMs) return null;
    return (await refresh()).find(fits) ?? null;
  };
  const forget = (): void => {
    kept = null;
  };
  return Object.assign(find, { forget });
}
