/** Acts on each of the items, on so many at once, as they come. */
export async function inParallel<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  atOnce: number,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = toAsync(items);
  const work = async (): Promise<void> => {
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) await act(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function* toAsync<Item>(items: AsyncIterable<Item> | Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
