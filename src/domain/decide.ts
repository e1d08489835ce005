import { type Call, type CallTag, isAnswered } from './call.ts';
import { type EntryKind, nameKey } from './ids.ts';
import { type Qualification, qualifications, qualify } from './qualification.ts';
import type { CallPolicy, CallSettings, Rule } from './settings.ts';

/** What to do with a call that has ended, and why. */
export type Decision =
  | { log: false; qualification: Qualification; reason: string }
  | { log: true; qualification: Qualification; policy: Exclude<CallPolicy, 'skip'> };

export function decide(call: Call, settings: CallSettings): Decision {
  const qualification = qualify(call);
  if (!settings.log)
    return { log: false, qualification, reason: `line ${settings.lineName} is not logged (log: false)` };
  const policy = settings.calls[qualification];
  if (policy === 'skip') return { log: false, qualification, reason: kindIsSkipped(qualification) };
  return { log: true, qualification, policy };
}

/** Part of a run's outcome: `isKindLoggedAfterAll` reads it again. */
function kindIsSkipped(qualification: Qualification): string {
  return `calls: ${qualification} is set to skip`;
}

/**
 * Whether an event turns a call that was skipped because of its kind into one of a kind that is logged: a voicemail
 * announced late, or an answer. Only a kind with precedence counts, because missing data in an event proves nothing.
 * @param reason why it was skipped; if by a person or because of its line, it stays skipped
 */
export function isKindLoggedAfterAll(call: Call, reason: string | null, settings: CallSettings): boolean {
  const skipped = qualifications.findIndex((qualification) => reason === kindIsSkipped(qualification));
  const decision = decide(call, settings);
  return decision.log && qualifications.indexOf(decision.qualification) < skipped;
}

/** Whether this call has a recording or may still get one: agents can record by hand even if the line does not. */
export function expectsRecording(call: Call, settings: Pick<CallSettings, 'recordings'>): boolean {
  return isAnswered(call) && settings.recordings !== 'off' && (call.line.records !== false || call.recordingReady);
}

/** Whether the caller may have left a voicemail, whatever events have said so far. */
export function mayHaveVoicemail(call: Call): boolean {
  return call.direction === 'inbound' && !isAnswered(call);
}

/** Whether, with these entries in Front, a recording or voicemail may still arrive. */
export function awaitsMedia(call: Call, entries: EntryKind[], settings: Pick<CallSettings, 'recordings'>): boolean {
  return (expectsRecording(call, settings) && !entries.includes('recording')) || mayHaveVoicemail(call);
}

/**
 * Whether agents' comments on the call are wanted in Front.
 * @param decided the call's qualification, if known: a late event may not say that the call was answered
 */
export function wantsComments(
  call: Call,
  { comments }: Pick<CallSettings, 'comments'>,
  decided: Qualification | null,
): boolean {
  const answered = isAnswered(call) || decided === 'inbound-answered' || decided === 'outbound-answered';
  return comments === 'all' || (comments === 'answered' && answered);
}

/** What a rule did to a conversation, to undo when a person archives it. */
export type Undo = { kind: 'untag'; tag: string } | { kind: 'move back'; from: string; to: string };

type CommentRule = Extract<Rule, { on: 'comment' }>;
type VoicemailRule = Extract<Rule, { on: 'voicemail' }>;

/** The rules that a comment triggers: those whose text it contains, in whatever case, Unicode form and blanks. */
export function commentRules(rules: readonly Rule[], comment: string): CommentRule[] {
  const text = comparable(comment);
  return rules.filter((rule): rule is CommentRule => rule.on === 'comment' && text.includes(comparable(rule.contains)));
}

function comparable(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').toLowerCase();
}

/**
 * The rule that a call of this kind triggers. It depends on the qualification, because an open conversation keeps its
 * subject.
 */
export function voicemailRule(rules: readonly Rule[], qualification: Qualification): VoicemailRule | null {
  if (qualification !== 'voicemail') return null;
  return rules.find((rule): rule is VoicemailRule => rule.on === 'voicemail') ?? null;
}

/**
 * The Front tags to which the call's Aircall tags are mapped.
 * @param map Aircall tag name to Front tag name; case and surrounding blanks are ignored, because people type tags by
 * hand
 */
export function mappedTags(tags: readonly CallTag[], map: Record<string, string>): string[] {
  const byName = new Map(Object.entries(map).map(([aircall, front]) => [nameKey(aircall), front]));
  const mapped = tags.flatMap(({ name }) => byName.get(nameKey(name)) ?? []).toSorted();
  // Two spellings in the configuration are one tag in Front.
  return [...new Map(mapped.map((front) => [nameKey(front), front])).values()].toSorted();
}
