import type { CallTag } from './call.ts';
import type { Qualification } from './qualification.ts';
import type { Rule } from './settings.ts';

/** What a rule did to a conversation, to undo when a person archives it. */
export type Undo = { kind: 'untag'; tag: string } | { kind: 'move back'; from: string; to: string };

type CommentRule = Extract<Rule, { on: 'comment' }>;
type VoicemailRule = Extract<Rule, { on: 'voicemail' }>;

/** The rules that a comment triggers: those whose text it contains, without regard to case. */
export function commentRules(rules: readonly Rule[], comment: string): CommentRule[] {
  const text = comment.toLowerCase();
  return rules.filter(
    (rule): rule is CommentRule => rule.on === 'comment' && text.includes(rule.contains.toLowerCase()),
  );
}

/** The rule that a call of this kind triggers. It goes by the qualification: an open conversation keeps its subject. */
export function voicemailRule(rules: readonly Rule[], qualification: Qualification): VoicemailRule | null {
  if (qualification !== 'voicemail') return null;
  return rules.find((rule): rule is VoicemailRule => rule.on === 'voicemail') ?? null;
}

/**
 * The Front tags that the call's Aircall tags are mapped to.
 * @param map Aircall tag name to Front tag name; case and blanks around it are ignored, as people write tags by hand
 */
export function mappedTags(tags: readonly CallTag[], map: Record<string, string>): string[] {
  const byName = new Map(Object.entries(map).map(([aircall, front]) => [aircall.trim().toLowerCase(), front]));
  const mapped = tags.flatMap(({ name }) => byName.get(name.trim().toLowerCase()) ?? []);
  return [...new Set(mapped)].toSorted();
}
