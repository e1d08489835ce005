import type { EntryTexts } from '../texts/text-types.ts';
import { inertLine } from './inert-text.ts';
import type { Qualification } from './qualification.ts';

/**
 * The subject rule: an open conversation keeps the subject it has; the first call of a new one, or after it was
 * archived, sets its own.
 * @param current the conversation as it is, null for a new one
 */
export function subjectOf(
  current: { subject: string | null; archived: boolean } | null,
  qualification: Qualification,
  lineName: string,
  texts: EntryTexts,
): string {
  if (current !== null && !current.archived && current.subject) return current.subject;
  return `${texts.qualification[qualification]} – ${inertLine(lineName)}`;
}
