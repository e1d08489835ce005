import { log } from '@temporalio/activity';
import { type Call, endedAtMs, isAnswered, talkSeconds } from '../../src/domain/call.ts';
import { dueSteps } from '../../src/domain/callbacks/debt.ts';
import { ledgerCaller } from '../../src/domain/ledger-call.ts';
import { isRepeated } from '../attempt.ts';
import { callerDigest } from '../call/caller-conversation.ts';
import type { AppendInput, AppendResult } from '../contract.ts';
import { askLedger, type Deps } from '../deps.ts';

/** A call that ended longer ago and is found by reconcile opens no callback: the caller has called again, or given up. */
const maxAgeMs = 24 * 3_600_000;

/**
 * Opens a callback for a missed call, or reports the call to the one that is open. It asks Front nothing, and is part of
 * logging the call, so that calls of one caller do it one after the other: under the caller's lock.
 */
export async function reportToCallback(
  deps: Pick<Deps, 'callbacks' | 'ledger' | 'preferences'>,
  input: AppendInput,
  { conversationId }: Pick<AppendResult, 'conversationId'>,
): Promise<void> {
  const { call, callbacks: settings, policy, qualification } = input;
  const { callbacks } = deps;
  if (callbacks == null || settings === undefined || policy === 'history' || call.caller.kind === 'anonymous') return;
  const digest = callerDigest(call.caller, call.id);
  const endedAtSeconds = Math.floor(endedAtMs(call) / 1000);
  if (call.direction === 'outbound' || isAnswered(call)) {
    const reached = isAnswered(call) && (talkSeconds(call) ?? 0) * 1000 >= settings.minTalkMs;
    const { id: callId, direction, answeredAtSeconds, agent } = call;
    const agentName = agent?.name ?? null;
    await callbacks.report(digest, {
      kind: 'call',
      callId,
      direction,
      answeredAtSeconds,
      endedAtSeconds,
      agentName,
      reached,
    });
    return;
  }
  if (!settings.on.includes(qualification) || Date.now() - endedAtMs(call) > maxAgeMs) return;
  if (await reachedSince(deps, call, settings.minTalkMs)) return;
  const { line, caller, callerName } = call;
  const { lineName, contact } = input;
  const miss = {
    callId: call.id,
    endedAtSeconds,
    line: { id: line.id, name: lineName },
    steps: dueSteps(settings, endedAtSeconds, deps.preferences.timezone),
    conversationId,
    assigneeId: contact.conversation?.assigneeId ?? null,
  };
  const mayBeClosed = isRepeated(input) || contact.alreadyLogged;
  await callbacks.open(digest, { caller, callerName }, miss, mayBeClosed);
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
