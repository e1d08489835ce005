import type { JournalEntry } from '../../simulators/kit/journal.ts';
import { expectedOf, type PlayedCall } from './played-call.ts';

/** Faults after which the work has not been done. */
const idle = new Set(['status', 'cut-before']);

interface CallerSeen {
  /** What the caller's messages carry. */
  handle: string;
  conversationId: string;
  calls: PlayedCall[];
}

/**
 * The e-mails of those to whom the caller's conversation may be assigned. Calls of one caller may be logged in another order
 * than they were made: the one logged last decides. A call that finds it assigned as it would assign it takes no turn, so
 * another one may assign it before the entries of the first are there: these two were at once, and either may be the last.
 * @returns the one who must be it first; null for nobody
 */
export function allowedAssignees(entries: JournalEntry[], seen: CallerSeen): Array<string | null> {
  const done = entries
    .filter(({ status, fault }) =>
      fault === undefined ? typeof status === 'string' || status < 300 : !idle.has(fault),
    )
    .toSorted((one, other) => one.atMs - other.atMs);
  const logged = firstImports(done);
  const answered = seen.calls
    .filter((call) => expectedOf(call).assigneeEmail !== null)
    .toSorted((one, other) => (logged.get(one.id) ?? -1) - (logged.get(other.id) ?? -1));
  const last = answered.at(-1);
  if (last === undefined) return [null];
  const expected = expectedOf(last).assigneeEmail;
  const assignedAtMs = lastAssignment(done, seen.conversationId);
  if (assignedAtMs === null || !overlaps(done, seen, { assignedAtMs, logged })) return [expected];
  return [expected, ...answered.map((call) => expectedOf(call).assigneeEmail)];
}

/** Whether more calls of the caller had looked at the conversation when it was assigned than were logged. */
function overlaps(
  done: JournalEntry[],
  { handle, calls }: CallerSeen,
  { assignedAtMs, logged }: { assignedAtMs: number; logged: Map<number, number> },
): boolean {
  const looks = new Set(['phone', 'custom'].map((source) => `/contacts/alt:${source}:${handle}/conversations`));
  const looked = done.filter(({ path, atMs }) => atMs < assignedAtMs && looks.has(decodeURIComponent(path))).length;
  return looked > calls.filter(({ id }) => (logged.get(id) ?? Number.POSITIVE_INFINITY) < assignedAtMs).length;
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

function lastAssignment(done: JournalEntry[], conversationId: string): number | null {
  const own = done.filter(
    ({ method, path, body }) =>
      method === 'PATCH' &&
      path === `/conversations/${conversationId}` &&
      typeof (body as { assignee_id?: unknown } | undefined)?.assignee_id === 'string',
  );
  return own.at(-1)?.atMs ?? null;
}
