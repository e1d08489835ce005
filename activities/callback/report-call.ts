import { log } from '@temporalio/activity';
import { type Call, endedAtMs, isAnswered, talkSeconds } from '../../src/domain/call.ts';
import { dueSteps, isContact } from '../../src/domain/callbacks/debt.ts';
import { ledgerCaller } from '../../src/domain/ledger-call.ts';
import { isRepeated } from '../attempt.ts';
import { callerDigest } from '../call/caller-conversation.ts';
import type { CallbackReport } from '../contract.ts';
import { askLedger, type Deps } from '../deps.ts';

/** A call that ended longer ago and is found by reconcile opens no callback: the caller has called again, or given up. */
const maxAgeMs = 24 * 3_600_000;

/** Part of logging the call, under the caller's lock, so that calls of one caller report one after the other. */
export async function reportToCallback(
  deps: Pick<Deps, 'callbacks' | 'ledger' | 'preferences'>,
  input: CallbackReport,
): Promise<void> {
  const { call, callbacks: settings, lineName, logged, again } = input;
  const { callbacks } = deps;
  if (callbacks == null) return;
  const digest = callerDigest(call.caller, call.id);
  const { id: callId, direction, answeredAtSeconds, agent, line, caller, callerName } = call;
  const endedAtSeconds = Math.floor(endedAtMs(call) / 1000);
  if (isContact(call)) {
    const reached = isAnswered(call) && (talkSeconds(call) ?? 0) * 1000 >= settings.minTalkMs;
    const agentName = agent?.name ?? null;
    const assigneeId = logged?.assignedId ?? null;
    const times = { answeredAtSeconds, endedAtSeconds };
    await callbacks.report(digest, { kind: 'call', callId, direction, ...times, agentName, reached, assigneeId });
    return;
  }
  if (logged === null || Date.now() - endedAtMs(call) > maxAgeMs) return;
  if (await reachedSince(deps, call, settings.minTalkMs)) return;
  const { conversationId, assigneeId } = logged;
  const miss = {
    callId,
    endedAtSeconds,
    line: { id: line.id, name: lineName },
    steps: dueSteps(settings, endedAtSeconds, deps.preferences.timezone),
    conversationId,
    assigneeId,
  };
  await callbacks.open(digest, { caller, callerName }, miss, again || isRepeated(input));
}

/** Whether an agent reached the caller after this call, which is logged late. Without a database that is not known. */
async function reachedSince(
  deps: Pick<Deps, 'ledger'>,
  { caller, endedAtSeconds, startedAtSeconds }: Call,
  minTalkMs: number,
): Promise<boolean> {
  const written = ledgerCaller(caller);
  if (deps.ledger === null || written === null) return false;
  const sinceSeconds = Math.floor(endedAtSeconds ?? startedAtSeconds);
  const reached = await askLedger(deps, (ledger) => ledger.wasReached(written, sinceSeconds, minTalkMs / 1000));
  if (reached === undefined) {
    log.warn('the database of calls does not answer: a callback may be opened for a caller who was reached since');
  }
  return reached ?? false;
}
