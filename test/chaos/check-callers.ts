import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import { callerLinkFor } from '../fixtures/caller-link.ts';
import { groupBy } from './group-by.ts';
import { expectedOf, type PlayedCall } from './played-call.ts';
import { differs, type Violation } from './violations.ts';

/** One contact and one conversation per caller, its entries in order of time, assigned to the agent of the call that ended last. */
export function checkCallers({ state }: FrontSimulator, calls: PlayedCall[]): Violation[] {
  const callers = groupBy(calls, (call) => (call.caller === 'anonymous' ? `aircall-${call.id}` : call.caller));
  const emailOf = (id: string | null): string | null => state.teammates.find((each) => each.id === id)?.email ?? null;
  const violations = [...callers].flatMap(([handle, own]) => {
    const trace = [handle, ...own.map(({ id }) => String(id))];
    const sources = state.contacts
      .flatMap(({ id, handles }) => handles.map((each) => ({ id, ...each })))
      .filter((each) => each.handle === handle);
    const anonymous = own[0]?.caller === 'anonymous';
    const key = anonymous ? `anonymous-${own[0]?.id}` : handle;
    const link = callerLinkFor(key);
    const contactIds = new Set(sources.map(({ id }) => id));
    const conversations = state.conversations.filter(({ messages }) =>
      messages.some(({ recipients }) =>
        recipients.some(({ contactId }) => contactId !== null && contactIds.has(contactId)),
      ),
    );
    const [conversation] = conversations;
    const who = `caller ${handle}`;
    const assignee = emailOf(conversation?.assigneeId ?? null);
    const agents = lastAgents(own);
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
      ...differs(`${who}, assignee`, assignee, agents.includes(assignee) ? assignee : agents[0], ...trace),
    ];
  });
  return [
    ...violations,
    ...differs('contacts in all', state.contacts.length, callers.size),
    ...differs('conversations in all', state.conversations.length, callers.size),
  ];
}

/** Calls that ended in the same second may be logged in either order: any of their agents may have it. */
function lastAgents(calls: PlayedCall[]): Array<string | null> {
  const assigning = calls.filter((call) => expectedOf(call).assigneeEmail !== null);
  if (assigning.length === 0) return [null];
  const lastEnd = Math.max(...assigning.map(endOf));
  return assigning.filter((call) => endOf(call) === lastEnd).map((call) => expectedOf(call).assigneeEmail);
}

function endOf({ startedAtSeconds, script: { ringSeconds, talkSeconds = 0 } }: PlayedCall): number {
  return startedAtSeconds + ringSeconds + talkSeconds;
}

function sorted(messages: Array<{ createdAtSeconds: number }> | undefined): number[] | undefined {
  return messages?.map(({ createdAtSeconds }) => createdAtSeconds).toSorted((one, other) => one - other);
}
