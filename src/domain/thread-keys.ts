import type { Caller } from './call.ts';

/** The entries of a call, in their order. What says that the voicemail never came leaves room for one that comes after all. */
export type EntryKind = 'call' | 'duration' | 'recording' | 'voicemail-missing' | 'voicemail';

/** Front imports a message with this key once, however often it is asked to. */
export function externalId(callId: number, entry: EntryKind): string {
  return `aircall-${callId}-${entry}`;
}

/** One key per caller. A caller without a number is nobody in particular: each such call stands alone. */
export function callerKey(caller: Caller, callId: number): string {
  switch (caller.kind) {
    case 'number':
      return caller.e164;
    case 'unreadable':
      return `unreadable-${caller.digits.replace(/\s+/g, '')}`;
    case 'anonymous':
      return `anonymous-${callId}`;
  }
}

/** The handle that the caller's messages carry in Front (a custom message has a custom handle). */
export function callerHandle(caller: Caller, callId: number): string {
  return caller.kind === 'anonymous'
    ? `aircall-${callId}`
    : caller.kind === 'number'
      ? caller.e164
      : caller.digits.replace(/\s+/g, '');
}

const linkHost = 'https://callthread.invalid';

/** The link that marks a conversation as the caller's own. Its host is a reserved name, so it never depends on an installation. */
export function callerLink(key: string): string {
  return `${linkHost}/callers/${encodeURIComponent(key)}`;
}

/**
 * Groups a caller's first import (Front's `thread_ref`). After a person deleted the conversation the next call begins
 * another, so that it does not go to the trash unseen.
 * @param deletedId the deleted conversation, if there is one
 */
export function threadRef(key: string, deletedId: string | null): string {
  return deletedId === null ? `callthread-${key}` : `callthread-${key}-after-${deletedId}`;
}
