import { type Call, endedAtMs } from './call.ts';

/** A subject that a call set, and that Front may not show yet. */
interface SubjectSet {
  conversationId: string;
  subject: string;
}

/** What the latest calls of one caller wrote to Front, which may show it later. */
export interface RecentWrites {
  /** When the last of these calls ended, UNIX seconds. */
  endedAtSeconds: number;
  /** When the last call ended that assigned the conversation; null if there is none. */
  assignedEndedAtSeconds: number | null;
  subject: SubjectSet | null;
}

/** What a call did to its conversation; its subject is null if it kept the existing one. */
export interface Write {
  assigned: boolean;
  subject: SubjectSet | null;
}

/** @returns the recent writes including this call; a call that changed nothing adds nothing */
export function addWrite(recent: RecentWrites | null, call: Call, { assigned, subject }: Write): RecentWrites | null {
  if (!assigned && subject === null) return recent;
  const ended = endedAtMs(call) / 1000;
  return {
    endedAtSeconds: Math.max(ended, recent?.endedAtSeconds ?? ended),
    assignedEndedAtSeconds: latest(assigned ? ended : null, recent?.assignedEndedAtSeconds ?? null),
    subject: subject ?? recent?.subject ?? null,
  };
}

function latest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}
