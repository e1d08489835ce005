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
