/** A client or a connection of Temporal. */
interface Deadlines {
  withDeadline<Result>(deadline: number, request: () => Promise<Result>): Promise<Result>;
}

/** Sets a time limit for all requests that `ask` makes. @throws the gRPC error DEADLINE_EXCEEDED once it has passed */
export async function withTimeout<Result>(
  client: Deadlines,
  timeoutMs: number,
  ask: () => Promise<Result>,
): Promise<Result> {
  return await client.withDeadline(Date.now() + timeoutMs, ask);
}

/** Acts on each item as it comes, on up to `maxParallel` at a time. */
export async function inParallel<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  maxParallel: number,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = toAsync(items);
  const work = async (): Promise<void> => {
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) await act(next.value);
  };
  await Promise.all(Array.from({ length: maxParallel }, work));
}

async function* toAsync<Item>(items: AsyncIterable<Item> | Iterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
