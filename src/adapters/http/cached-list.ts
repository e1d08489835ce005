/** Names and people rarely change; a blocked or renamed one is noticed within this time. */
const maxAgeMs = 15 * 60_000;

/**
 * Caches a list that rarely changes, so that most look-ups cost no request.
 * @param load fetches the whole list
 * @param missRefreshMs an item that is missing may have been added since: the list is fetched again, but no more often than this
 * @returns a look-up of the first item that fits, or null; `forget` makes the next one fetch the list
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
    const known = kept !== null && Date.now() - kept.atMs < maxAgeMs ? kept : null;
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
