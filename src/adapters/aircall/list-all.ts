/** Aircall's lists end at 10,000 records, fifty a page. */
const mostPages = 200;

/** @returns the items of all pages, the first page being 1 */
export async function listAll<Item>(
  read: (page: number) => Promise<{ items: Item[]; nextPage: number | null }>,
): Promise<Item[]> {
  const all: Item[] = [];
  let page: number | null = 1;
  while (page !== null && page <= mostPages) {
    const { items, nextPage }: { items: Item[]; nextPage: number | null } = await read(page);
    all.push(...items);
    page = nextPage;
  }
  return all;
}
