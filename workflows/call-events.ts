import { condition, setHandler } from '@temporalio/workflow';
import type { Call } from '../src/domain/call.ts';
import type { CallEvent } from '../src/domain/call-event.ts';
import { mayHaveVoicemail } from '../src/domain/decide.ts';
import { mergeEvents } from '../src/domain/merge-events.ts';
import type { FollowedRun } from './call-run.ts';
import { aircallEvent } from './messages.ts';

/** How long `call.ended` may be missing after another event before Aircall is asked: it comes about 30 s after hang-up. */
const endedOverdueMs = 120_000;
const hourMs = 3_600_000;
/** Aircall leaves some calls "in progress" for ever; after a day the call is logged with what is known. */
const unendedLimitMs = 24 * hourMs;

export interface CallEvents {
  /** All that was said so far, as one call. */
  call(): Call;
  any(): boolean;
  has(name: CallEvent['name']): boolean;
  add(event: CallEvent): void;
}

/** Records what Aircall says of the call; the handler only records, the main flow acts. */
export function collectEvents(): CallEvents {
  const events: CallEvent[] = [];
  const texts = new Set<string>();
  let merged: Call | null = null;
  const add = (event: CallEvent): void => {
    const text = JSON.stringify(event);
    if (texts.has(text)) return;
    texts.add(text);
    events.push(event);
    merged = null;
  };
  setHandler(aircallEvent, add);
  return {
    add,
    call: () => (merged ??= mergeEvents(events)),
    any: () => events.length > 0,
    has: (name) => events.some((event) => event.name === name),
  };
}

/** Waits until the call can be told as a whole. @returns the call as it is then known */
export async function callEnded({ callId, events, settings, progress, step, aircall }: FollowedRun): Promise<Call> {
  const ended = (): boolean => events.has('call.ended') || events.has('fetched');
  await condition(() => events.any());
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
