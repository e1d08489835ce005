import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';

/** The keys and times of all entries of a call that Front has, wherever they are. */
export function entriesOf(
  front: FrontSimulator,
  callId: number,
): Array<[externalId: string, createdAtSeconds: number]> {
  return front.state.conversations
    .flatMap(({ messages }) => messages)
    .filter(({ externalId }) => externalId?.startsWith(`aircall-${callId}-`))
    .map(({ externalId, createdAtSeconds }) => [externalId ?? '', createdAtSeconds]);
}
