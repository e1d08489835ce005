import type {
  Activities,
  AppendInput,
  AppendResult,
  Before,
  CallbackReport,
  ContactInput,
  ContactResult,
  LookInput,
} from '../../activities/contract.ts';
import type { Call } from '../../src/domain/call.ts';
import { isContact } from '../../src/domain/callbacks/debt.ts';
import type { Decision } from '../../src/domain/decide.ts';
import { voicemailRule } from '../../src/domain/decide.ts';
import { attributionOf, type Qualification } from '../../src/domain/qualification.ts';
import type { Write } from '../../src/domain/recent-writes.ts';
import type { CallSettings } from '../../src/domain/settings.ts';
import { historySettings } from '../../src/domain/settings.ts';
import type { CallerLock } from '../caller-lock.ts';
import type { RetryInput } from '../messages.ts';
import { rememberUndo } from '../undo-on-archive.ts';
import type { CallRun, LoggedRun } from './run.ts';
import type { Step } from './step.ts';

/** What the steps that log a call need. */
interface Logging {
  call: Call;
  decision: Extract<Decision, { log: true }>;
  settings: CallSettings;
}

/** What they have done. */
interface Logged {
  contact: ContactResult;
  thread: AppendResult;
}

function lookInput({ call, decision, settings }: Logging, lock: CallerLock | null): LookInput {
  const { policy, qualification } = decision;
  const moves = voicemailRule(settings.rules, qualification) !== null;
  return { call, policy, moves, assigns: attributionOf(qualification).assign, recent: lock?.recent() ?? null };
}

export function contactInput(logging: Logging, lock: CallerLock | null, checkExisting: boolean): ContactInput {
  return { ...lookInput(logging, lock), internalCalls: logging.settings.internalCalls, checkExisting };
}

/** @param correction a person's, sent with `retry` */
export function appendInput(
  logging: Logging,
  contact: ContactResult,
  { lock, correction, before }: { lock: CallerLock | null; correction: RetryInput; before: Before | undefined },
): AppendInput {
  const { decision, settings } = logging;
  const { inbox, lineName, recordings, rules } = settings;
  const { qualification } = decision;
  const moveTo = voicemailRule(rules, qualification)?.moveTo ?? null;
  const look = lookInput(logging, lock);
  return { ...look, qualification, inbox, lineName, recordings, moveTo, contact, ...correction, before };
}

/**
 * Reports the call to its caller's callback, unless it neither opens nor closes one.
 * @param logged null when the call is not logged
 */
export async function reportToCallback(
  about: CallbackCall,
  logged: Logged | null,
  step: Step,
  activities: Activities,
): Promise<void> {
  const report = callbackReport(about, logged);
  if (report !== null) await step('callback', (_, before) => activities.reportToCallback({ ...report, before }));
}

type CallbackCall = Pick<Logging, 'call' | 'settings'> & { decision: Decision };

function callbackReport({ call, decision, settings }: CallbackCall, logged: Logged | null): CallbackReport | null {
  const { callbacks, lineName } = settings;
  const isPast = decision.log && decision.policy === 'history';
  if (callbacks === undefined || isPast || call.caller.kind === 'anonymous') return null;
  if (!isContact(call) && (logged === null || !callbacks.on.includes(decision.qualification))) return null;
  const common = { call, callbacks, lineName };
  if (logged === null) return { ...common, again: false, logged: null };
  const { contact, thread } = logged;
  const assignedId = thread.update?.change.assigneeId ?? null;
  const assigneeId = assignedId ?? contact.conversation?.assigneeId ?? null;
  const { conversationId } = thread;
  return { ...common, again: contact.alreadyLogged, logged: { conversationId, assigneeId, assignedId } };
}

/**
 * Stores what is in Front now, also for a call that a person skips later, and explains the decisions for the `state` query
 * and the Web UI.
 */
export function noteLogged(
  { outcome, progress }: CallRun,
  { call, settings }: Logging,
  { contact, thread }: Logged,
): void {
  const { agent, began, conversationId, subject, archived, inboxId, moved, before } = thread;
  outcome.thread = { conversationId, subject, archived, inboxId: moved?.to ?? inboxId, ...(before && { before }) };
  outcome.entries.push(...thread.entries);
  outcome.loggedAtSeconds = thread.loggedAtSeconds;
  progress.logged(thread.conversationId);
  progress.decide(`contact ${contact.contact}`);
  if (began) {
    progress.decide(
      contact.deletedId === null
        ? 'first call of this caller: new conversation'
        : 'the conversation was deleted: new one',
    );
  } else {
    progress.decide(
      contact.conversation?.archived
        ? `conversation was archived: subject "${subject}"`
        : 'conversation is open: subject kept',
    );
  }
  const ofLine = `line ${settings.lineName} has ${settings.inbox}`;
  progress.decide(
    began ? `inbox of the new conversation: ${inboxId} (${ofLine})` : `inbox where the conversation is: ${inboxId}`,
  );
  if (call.agent !== null) {
    progress.decide(agent.kind === 'matched' ? `agent matched by ${agent.by}` : `agent not matched: ${agent.reason}`);
  }
  if (moved !== null) progress.decide('rule on voicemail: moved');
}

/** Leaves to other workflows what comes later: the undo of a rule's move when the conversation is archived, and the callback. */
export async function handOver(about: Logging, logged: Logged, step: Step, activities: Activities): Promise<void> {
  const { conversationId, moved } = logged.thread;
  const back = about.settings.rules.some((rule) => rule.on === 'voicemail' && rule.moveBackOnArchive);
  if (moved !== null && back) await rememberUndo(conversationId, [{ kind: 'move back', ...moved }]);
  await reportToCallback(about, logged, step, activities);
}

/** The run of a call that is in Front. */
export function loggedRun(run: CallRun, of: Omit<LoggedRun, keyof CallRun>): LoggedRun {
  return { ...run, ...of, ...(of.isForgotten && { settings: settingsOfForgotten(run) }) };
}

/**
 * The settings for a call that an earlier run logged, when that run is past retention. People may have undone what it
 * did, so only tags that an event itself adds or removes count, not a list of tags.
 */
function settingsOfForgotten({ settings, events, event }: CallRun): CallSettings {
  if (event !== undefined) return historySettings(settings);
  return events.has('call.tagged') || events.has('call.untagged') ? settings : { ...settings, tags: {} };
}

/** @returns what the call wrote, for calls of this caller that follow within a minute */
export function toWrite(thread: AppendResult, qualification: Qualification): Write {
  const assigned = attributionOf(qualification).assign && thread.agent.kind === 'matched';
  const { conversationId, subject, subjectSet } = thread;
  return { assigned, subject: subjectSet ? { conversationId, subject } : null };
}
