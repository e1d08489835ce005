import { condition } from '@temporalio/workflow';
import type { Call } from '../../src/domain/call.ts';
import { type Decision, decide, mayHaveVoicemail } from '../../src/domain/decide.ts';
import type { CallRun } from './run.ts';

/** How long `call.ended` may be missing after another event before Aircall is asked: it comes about 30 s after hang-up. */
export const endedOverdueMs = 120_000;
const hourMs = 3_600_000;
/** Aircall leaves some calls "in progress" for ever; after a day the call is logged as it is known. */
const unendedLimitMs = 24 * hourMs;

/**
 * Waits until the call is complete, then decides how to log it. A run that follows one that logged the call keeps that
 * run's decision.
 */
export async function callDecided(run: CallRun): Promise<{ call: Call; decision: Decision }> {
  const { previous, events, settings } = run;
  if (!previous?.qualification) {
    const call = await callEnded(run);
    return { call, decision: decide(call, settings) };
  }
  await events.first();
  return { call: events.call(), decision: { log: true, qualification: previous.qualification, policy: 'open' } };
}

/**
 * Waits until the call is complete.
 * @returns the call as it is then known
 */
async function callEnded({ callId, events, settings, progress, step, aircall }: CallRun): Promise<Call> {
  const ended = (): boolean => events.has('call.ended') || events.has('fetched');
  await events.first();
  let pauseMs = endedOverdueMs;
  const startedMs = Date.now();
  while (!ended() && !(await progress.awaiting('call.ended', condition(ended, pauseMs)))) {
    const answer = await step('fetch', () => aircall.fetchCall({ callId }));
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
