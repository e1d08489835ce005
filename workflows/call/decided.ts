import { CancellationScope, condition } from '@temporalio/workflow';
import type { FetchResult } from '../../activities/contract.ts';
import type { Call, Line } from '../../src/domain/call.ts';
import { type Decision, decide, isKindLoggedAfterAll, mayHaveVoicemail } from '../../src/domain/decide.ts';
import type { CallOutcome } from '../messages.ts';
import { reportToCallback } from './inputs.ts';
import type { CallRun } from './run.ts';

/** How long `call.ended` may be missing after another event before Aircall is asked: it comes about 30 s after hang-up. */
export const endedOverdueMs = 120_000;
const hourMs = 3_600_000;
/** Aircall leaves some calls "in progress" for ever; after a day the call is logged as it is known. */
const unendedLimitMs = 24 * hourMs;

/**
 * Waits until the call is complete, then decides how to log it; a call that is not logged may close a callback all the same.
 * A run that follows one that logged the call keeps that run's decision.
 */
export async function callDecided(run: CallRun): Promise<{ call: Call; decision: Decision }> {
  const { previous, events, settings } = run;
  if (!previous?.qualification) {
    const call = await callEnded(run);
    if (!hasLineOfStart(call.line, run)) await settleLine(call.line, run);
    const decision = decide(call, settings);
    if (!decision.log) await reportToCallback({ call, decision, settings }, null, run.step, run.aircall);
    return { call, decision };
  }
  await events.first();
  return { call: events.call(), decision: { log: true, qualification: previous.qualification, policy: 'open' } };
}

/** Whether an event that came while a skipped call was being closed makes it one that is logged. */
export function isLoggedAfterAll({ state, reason }: CallOutcome, { events, settings }: CallRun): boolean {
  return state === 'skipped' && events.any() && isKindLoggedAfterAll(events.call(), reason, settings);
}

/**
 * Waits until the call is complete.
 * @returns the call as it is then known
 */
async function callEnded(run: CallRun): Promise<Call> {
  const { events, settings, progress } = run;
  const ended = (): boolean => events.has('call.ended') || events.has('fetched');
  await events.first();
  let pauseMs = endedOverdueMs;
  const startedMs = Date.now();
  while (!ended() && !(await progress.awaiting('call.ended', condition(ended, pauseMs)))) {
    const answer = await fetchUnless(ended, run);
    if (answer === null) break;
    if (answer.status === 'gone') {
      progress.decide('Aircall no longer has the call: logged with what its events said');
      break;
    }
    if (answer.event.call.endedAtSeconds !== null || Date.now() - startedMs > unendedLimitMs) events.add(answer.event);
    else pauseMs = Math.min(pauseMs * 2, hourMs);
  }
  if (mayHaveVoicemail(events.call()) && !events.call().voicemailLeft && !events.has('fetched')) {
    await progress.awaiting(
      'call.voicemail_left',
      condition(() => events.call().voicemailLeft, settings.voicemail.settleMs),
    );
  }
  return events.call();
}

/**
 * The first event may lack the line or its number, which `lines:` may name. So a call whose events have the line better
 * gets its settings, in place, before anything depends on them.
 */
async function settleLine(line: Line, { settings, progress, step, aircall }: CallRun): Promise<void> {
  Object.assign(settings, await step('line', () => aircall.settingsOfLine({ line })));
  progress.nameLine(settings.lineName);
}

function hasLineOfStart(line: Line, { events }: CallRun): boolean {
  const first = events.firstLine();
  return first?.id === line.id && first.e164 === line.e164 && first.name === line.name;
}

/**
 * Fetches the call from Aircall. If `call.ended` arrives meanwhile, the call does not wait for an Aircall that fails, nor
 * for a person to answer the parked step.
 * @returns null when the call has ended
 */
async function fetchUnless(ended: () => boolean, run: CallRun): Promise<FetchResult | null> {
  const { callId, step, aircall, progress } = run;
  const scope = new CancellationScope();
  const answer = await scope.run(() =>
    Promise.race([step('fetch', () => aircall.fetchCall({ callId })), condition(ended).then(() => null)]),
  );
  const [parked] = progress.now().parked;
  if (answer === null && parked !== undefined) progress.unpark(parked);
  scope.cancel();
  return answer;
}
