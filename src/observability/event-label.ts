import { callEventNames } from '../domain/call-event.ts';

const known: ReadonlySet<string> = new Set([...callEventNames, 'conversation_archived']);

/**
 * @param event as the vendor named it; null when it was not read
 * @returns a name of few: events that nobody knows share one, for theirs may be any text
 */
export function eventLabel(event: string | null): string {
  return event === null ? 'none' : known.has(event) ? event : 'other';
}
