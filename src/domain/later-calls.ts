import type { Call } from './call.ts';
import { endedAtMs } from './call.ts';
import { isDurationEntry } from './entries.ts';
import type { RecentWrites } from './recent-writes.ts';

/** An entry of Callthread's, as Front shows it. */
export interface SeenEntry {
  createdAtSeconds: number;
  text: string;
  /** The teammate who is its author; null for the caller, or for an agent without a match. */
  authorId: string | null;
}

export interface LaterCalls {
  /** Whether a call of this caller that ended later is logged. */
  any: boolean;
  /** Whether an agent answered one of them: the conversation is that agent's. */
  assigned: boolean;
  /** The teammates who spoke with the caller before. */
  earlierAuthorIds: ReadonlySet<string>;
}

/**
 * Compares a call with the other calls of its caller that are logged. An entry has the time that it tells of: the call's its
 * start, the duration's the end of the call.
 */
export function laterCalls(entries: readonly SeenEntry[], call: Call, recent: RecentWrites | null): LaterCalls {
  const endedAtSeconds = endedAtMs(call) / 1000;
  const own = new RegExp(`(?<!\\d)${call.id}(?!\\d)`);
  const others = entries.filter(({ text }) => !own.test(text));
  // The last of the call's own entries without its id has this time, even if the call took no time at all.
  const isLater = ({ createdAtSeconds }: SeenEntry) =>
    createdAtSeconds > Math.max(endedAtSeconds, call.startedAtSeconds + 1);
  const later = others.filter(isLater);
  const recentlyAssigned = recent?.assignedEndedAtSeconds ?? null;
  return {
    any: later.length > 0 || (recent !== null && recent.endedAtSeconds > endedAtSeconds),
    assigned:
      later.some(({ authorId, text }) => authorId !== null && isDurationEntry(text)) ||
      (recentlyAssigned !== null && recentlyAssigned > endedAtSeconds),
    earlierAuthorIds: new Set(others.flatMap((entry) => (isLater(entry) ? [] : (entry.authorId ?? [])))),
  };
}
