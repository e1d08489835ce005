import type { JournalEntry } from '../../simulators/kit/journal.ts';
import { expectedOf, type PlayedCall } from './played-call.ts';

/** Faults after which the work has not been done. */
const idle = new Set(['status', 'cut-before']);

interface CallerSeen {
  conversationId: string;
  calls: PlayedCall[];
}

/**
 * The e-mails of those to whom the caller's conversation may be assigned. Calls of one caller may be logged in another order
 * than they were made: the one logged last decides. A call that finds it assigned as it would assign it takes no turn, so
 * another one may assign it before the entries of the first are there: these two were at once, and either may be the last.
 * @param emailOf a teammate's, by Front's id
 * @returns the one who must be it first; null for nobody
 */
export function allowedAssignees(
  entries: JournalEntry[],
  { conversationId, calls }: CallerSeen,
  emailOf: (teammateId: string) => string | null,
): Array<string | null> {
  const done = entries
    .filter(({ status, fault }) =>
      fault === undefined ? typeof status === 'string' || status < 300 : !idle.has(fault),
    )
    .toSorted((one, other) => one.atMs - other.atMs);
  const logged = firstImports(done);
  const last = calls
    .filter((call) => expectedOf(call).assigneeEmail !== null)
    .toSorted((one, other) => (logged.get(one.id) ?? -1) - (logged.get(other.id) ?? -1))
    .at(-1);
  if (last === undefined) return [null];
  const expected = expectedOf(last).assigneeEmail;
  const assigned = assignments(done, { conversationId, callIds: new Set(calls.map(({ id }) => id)) }).map(emailOf);
  const now = assigned.at(-1);
  const before = assigned.findLast((email) => email !== now);
  return now !== undefined && before === expected ? [expected, now] : [expected];
}

/** When Front first took each call's entry in, by the time that it came. */
function firstImports(done: JournalEntry[]): Map<number, number> {
  const logged = new Map<number, number>();
  for (const { atMs, body } of done.filter((each) => each.path.endsWith('/imported_messages'))) {
    const { external_id: externalId } = (body ?? {}) as { external_id?: unknown };
    const [, id] = /^aircall-(\d+)-call$/.exec(String(externalId)) ?? [];
    if (id !== undefined && !logged.has(Number(id))) logged.set(Number(id), atMs);
  }
  return logged;
}

/** The ids of the teammates whom the conversation was assigned to, by its first message or later, in their order. */
function assignments(
  done: JournalEntry[],
  { conversationId, callIds }: { conversationId: string; callIds: Set<number> },
): string[] {
  return done.flatMap(({ method, path, body }) => {
    const { assignee_id: assigneeId, external_id: externalId } = (body ?? {}) as Record<string, unknown>;
    const [, callId] = /^aircall-(\d+)-call$/.exec(String(externalId)) ?? [];
    const own = method === 'PATCH' ? path === `/conversations/${conversationId}` : callIds.has(Number(callId));
    return own && typeof assigneeId === 'string' ? [assigneeId] : [];
  });
}
