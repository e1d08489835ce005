import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import type { JournalEntry } from '../../simulators/kit/journal.ts';
import { groupBy } from './group-by.ts';
import { expectedOf, type PlayedCall } from './played-call.ts';
import { differs, type Violation } from './violations.ts';

/** Faults after which the work has not been done. */
const idle = new Set(['status', 'cut-before']);

/** One contact and one conversation per caller, its entries in order of time, assigned to who answered last. */
export function checkCallers({ state, journal }: FrontSimulator, calls: PlayedCall[]): Violation[] {
  const callers = groupBy(calls, (call) => (call.caller === 'anonymous' ? `aircall-${call.id}` : call.caller));
  const order = importOrder(journal.entries);
  const emailOf = (id: string | null): string | null => state.teammates.find((each) => each.id === id)?.email ?? null;
  const violations = [...callers].flatMap(([handle, own]) => {
    const trace = [handle, ...own.map(({ id }) => String(id))];
    const sources = state.contacts
      .flatMap(({ id, handles }) => handles.map((each) => ({ id, ...each })))
      .filter((each) => each.handle === handle);
    const anonymous = own[0]?.caller === 'anonymous';
    const key = anonymous ? `anonymous-${own[0]?.id}` : handle;
    const link = `https://callthread.invalid/callers/${encodeURIComponent(key)}`;
    const contactIds = new Set(sources.map(({ id }) => id));
    const conversations = state.conversations.filter(({ messages }) =>
      messages.some(({ recipients }) =>
        recipients.some(({ contactId }) => contactId !== null && contactIds.has(contactId)),
      ),
    );
    const [conversation] = conversations;
    const who = `caller ${handle}`;
    return [
      ...differs(`${who}, contacts`, contactIds.size, 1, ...trace),
      ...differs(
        `${who}, handles`,
        sources.map(({ source }) => source).toSorted(),
        anonymous ? ['custom'] : ['custom', 'phone'],
        ...trace,
      ),
      ...differs(`${who}, conversations`, conversations.length, 1, ...trace),
      ...differs(
        `${who}, links`,
        conversation?.links.map(({ externalUrl }) => externalUrl),
        [link],
        ...trace,
      ),
      ...differs(`${who}, inboxes`, conversation?.inboxIds.length, 1, ...trace),
      ...differs(
        `${who}, order`,
        conversation?.messages.map(({ createdAtSeconds }) => createdAtSeconds),
        sorted(conversation?.messages),
        ...trace,
      ),
      ...differs(`${who}, assignee`, emailOf(conversation?.assigneeId ?? null), lastAssigned(own, order), ...trace),
    ];
  });
  return [
    ...violations,
    ...differs('contacts in all', state.contacts.length, callers.size),
    ...differs('conversations in all', state.conversations.length, callers.size),
  ];
}

function sorted(messages: Array<{ createdAtSeconds: number }> | undefined): number[] | undefined {
  return messages?.map(({ createdAtSeconds }) => createdAtSeconds).toSorted((one, other) => one - other);
}

/** Calls of one caller may be logged in another order than they were made: the one logged last decides. */
function lastAssigned(calls: PlayedCall[], order: Map<string, number>): string | null {
  const answered = calls
    .filter((call) => expectedOf(call).assigneeEmail !== null)
    .toSorted((one, other) => placeOf(one, order) - placeOf(other, order));
  const last = answered.at(-1);
  return last === undefined ? null : expectedOf(last).assigneeEmail;
}

function placeOf({ id }: PlayedCall, order: Map<string, number>): number {
  return order.get(`aircall-${id}-call`) ?? -1;
}

/** When Front first took each entry in: its place among all requests, by the time that they came. */
function importOrder(entries: JournalEntry[]): Map<string, number> {
  const order = new Map<string, number>();
  const done = entries.filter(
    ({ path, fault, status }) =>
      path.endsWith('/imported_messages') &&
      (fault === undefined ? status === 202 || status === 'cut' : !idle.has(fault)),
  );
  for (const [place, { body }] of done.toSorted((one, other) => one.atMs - other.atMs).entries()) {
    const id = (body as { external_id?: unknown } | undefined)?.external_id;
    if (typeof id === 'string' && !order.has(id)) order.set(id, place);
  }
  return order;
}
