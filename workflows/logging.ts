import type {
  AppendInput,
  AppendResult,
  Before,
  ContactInput,
  ContactResult,
  SettleInput,
  Thread,
} from '../activities/contract.ts';
import type { Turn } from '../activities/turn-contract.ts';
import type { Call } from '../src/domain/call.ts';
import type { Decision } from '../src/domain/decide.ts';
import { attributionOf } from '../src/domain/qualification.ts';
import { voicemailRule } from '../src/domain/rules.ts';
import type { CallSettings } from '../src/domain/settings.ts';
import type { RetryInput } from './messages.ts';
import type { Progress } from './progress.ts';
import { rememberUndo } from './undo-on-archive.ts';

/** What the steps that log a call go by. */
export interface Logging {
  call: Call;
  decision: Extract<Decision, { log: true }>;
  contact: ContactResult;
  settings: CallSettings;
  lookFirst: boolean;
}

/**
 * Calls of long ago take the turn first, for they find conversations archived; so does every call where a rule moves
 * conversations, for an entry through the old inbox would put one back there.
 */
export function contactInput(
  call: Call,
  { policy, qualification }: Logging['decision'],
  { internalCalls, rules }: CallSettings,
  turn: Turn | null,
): ContactInput {
  const { id: callId, caller, callerName, line } = call;
  const assignTo = attributionOf(qualification).assign ? call.agent : null;
  const turnFirst = policy === 'history' || rules.some(({ on }) => on === 'voicemail');
  return { callId, caller, callerName, country: line.country, internalCalls, assignTo, turn, turnFirst };
}

export function appendInput(about: Logging, correction: RetryInput, turn: Turn | null, before?: Before): AppendInput {
  const { call, decision, contact, settings, lookFirst } = about;
  const { qualification, policy } = decision;
  const { inbox, lineName, recordings, rules, voicemail } = settings;
  const moveTo = voicemailRule(rules, qualification)?.moveTo ?? null;
  return {
    call,
    qualification,
    policy,
    inbox,
    lineName,
    recordings,
    moveTo,
    contact,
    lookFirst,
    voicemail,
    revision: Date.now(),
    ...correction,
    turn,
    before,
  };
}

/** The activity that appended the call has tried it already, and nobody knows how far that came. */
export function settleInput({ conversationId }: AppendResult, settle: AppendResult['settle'] & object): SettleInput {
  return { conversationId, ...settle, lookFirst: true };
}

/** Has a rule's move undone on archiving, if it is to be. @returns where the call's later entries go */
export async function afterRules(thread: AppendResult, settings: CallSettings): Promise<Thread> {
  const { conversationId, subject, archived, moved } = thread;
  const back = settings.rules.some((rule) => rule.on === 'voicemail' && rule.moveBackOnArchive);
  if (moved !== null && back) await rememberUndo(conversationId, [{ kind: 'move back', ...moved }]);
  return { conversationId, subject, archived, inboxId: moved?.to ?? thread.inboxId };
}

/** Says in words what was decided, for whoever asks why. */
export function explain(progress: Progress, { call, contact, settings }: Logging, thread: AppendResult): void {
  const { agent, began, subject, inboxId, moved } = thread;
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
