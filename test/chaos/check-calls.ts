import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import { expectedOf, type PlayedCall } from './played-call.ts';
import { differs, type Violation } from './violations.ts';

/** Every call is in Front exactly once: each entry, each comment, by its author, and nothing else. */
export function checkCalls({ state }: FrontSimulator, calls: PlayedCall[]): Violation[] {
  const messages = state.conversations.flatMap(({ id, messages: own }) =>
    own.map((message) => ({ ...message, conversationId: id })),
  );
  const comments = state.conversations.flatMap(({ id, comments: own }) =>
    own.map((comment) => ({ ...comment, conversationId: id })),
  );
  const emailOf = (id: string | null): string | null => state.teammates.find((each) => each.id === id)?.email ?? null;
  const known = new Set<string>();
  const knownComments = new Set<string>();

  const violations = calls.flatMap((call) => {
    const { entries, comments: notes } = expectedOf(call);
    const trace = String(call.id);
    const places = new Set<string>();
    const ofEntries = entries.flatMap((entry) => {
      known.add(entry.externalId);
      const found = messages.filter(({ externalId }) => externalId === entry.externalId);
      const [message] = found;
      if (message === undefined || found.length > 1) {
        return [{ what: `${entry.externalId} is in Front ${found.length} times`, traces: [trace] }];
      }
      places.add(message.conversationId);
      return [
        ...differs(`${entry.externalId}, time`, message.createdAtSeconds, entry.createdAtSeconds, trace),
        ...differs(`${entry.externalId}, author`, emailOf(message.authorId), entry.authorEmail, trace),
        ...differs(`${entry.externalId}, inbound`, message.isInbound, entry.inbound, trace),
        ...(entry.firstLines.some((text) => message.body.includes(text))
          ? []
          : [{ what: `${entry.externalId} says ${JSON.stringify(message.body)}`, traces: [trace] }]),
      ];
    });
    const ofComments = notes.flatMap((note) => {
      knownComments.add(note.body);
      const found = comments.filter(({ body }) => body === note.body);
      for (const { conversationId } of found) places.add(conversationId);
      return [
        ...differs(`call ${call.id}, comment "${note.body}", how often`, found.length, 1, trace, note.body),
        ...found.flatMap(({ authorId }) =>
          differs(`call ${call.id}, comment "${note.body}", author`, emailOf(authorId), note.authorEmail, trace),
        ),
      ];
    });
    return [...ofEntries, ...ofComments, ...differs(`call ${call.id}, conversations`, places.size, 1, trace)];
  });
  const strange = [
    ...messages.filter(({ externalId }) => externalId === null || !known.has(externalId)).map(({ body }) => body),
    ...comments.filter(({ body }) => !knownComments.has(body)).map(({ body }) => body),
  ];
  return [...violations, ...strange.map((body) => ({ what: `nobody asked for "${body}"`, traces: [body] }))];
}
