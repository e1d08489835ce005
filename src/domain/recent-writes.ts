import { type Call, endedAtMs, isAnswered } from './call.ts';

/** A subject that a call set, and Front may not show yet. */
export interface SubjectSet {
  conversationId: string;
  subject: string;
}

/** What the latest calls of one caller wrote into Front, which shows some of it later than it accepts it. */
export interface RecentWrites {
  /** When the last of these calls ended, UNIX seconds. */
  endedAtSeconds: number;
  /** When the last answered one ended, which the conversation is assigned by; null for none. */
  answeredEndedAtSeconds: number | null;
  subject: SubjectSet | null;
}

/**
 * @param subject that the call set, null where it kept one
 * @returns what is recent once this call has been written too; a call that changed nothing adds nothing
 */
export function addWrite(recent: RecentWrites | null, call: Call, subject: SubjectSet | null): RecentWrites | null {
  if (!isAnswered(call) && subject === null) return recent;
  const ended = endedAtMs(call) / 1000;
  return {
    endedAtSeconds: Math.max(ended, recent?.endedAtSeconds ?? ended),
    answeredEndedAtSeconds: latest(isAnswered(call) ? ended : null, recent?.answeredEndedAtSeconds ?? null),
    subject: subject ?? recent?.subject ?? null,
  };
}

function latest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}
