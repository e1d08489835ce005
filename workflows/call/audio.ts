import { condition } from '@temporalio/workflow';
import { type Call, endedAtMs } from '../../src/domain/call.ts';
import { expectsRecording, mayHaveVoicemail } from '../../src/domain/decide.ts';
import { type Follower, follow, nothingToFollow } from './follow.ts';
import { type LoggedRun, untilDelayIsOver } from './run.ts';

type Audio = 'recording' | 'voicemail';

const maxPauseMs = 3_600_000;
const shortestPauseMs = 1_000;

const ready: Record<Audio, (call: Call) => boolean> = {
  recording: (call) => call.recordingReady,
  voicemail: (call) => call.voicemailReady,
};

const expected: Record<Audio, (run: LoggedRun) => boolean> = {
  recording: ({ events, settings }) => expectsRecording(events.call(), settings),
  voicemail: ({ events }) => mayHaveVoicemail(events.call()),
};

/** Whether the audio may be expected, now or later. It never becomes false again for an answered call. */
const possible: typeof expected = { ...expected, recording: ({ settings }) => settings.recordings !== 'off' };

/** Adds the audio's entry, even if an event reports the audio after Aircall's API had none. */
export function followAudio(kind: Audio, run: LoggedRun): Follower {
  const { events, outcome } = run;
  if (outcome.entries.includes(kind) || !possible[kind](run)) return nothingToFollow;
  let asked = false;
  const next = (): Audio | undefined => {
    if (outcome.entries.includes(kind) || !expected[kind](run)) return undefined;
    const toBeAsked = !asked && !(kind === 'voicemail' && outcome.entries.includes('voicemail-missing'));
    return toBeAsked || ready[kind](events.call()) ? kind : undefined;
  };
  return follow(next, async () => {
    asked = true;
    await attachAudio(kind, run);
  });
}

/**
 * Adds the entry of the recording or voicemail once Aircall has it. An event that reports it ends the wait at once;
 * without one, Aircall is asked after pauses that begin at `voicemail.delay` and double up to an hour, until
 * `voicemail.giveUpAfter` is over. Then an entry says that the voicemail never came.
 */
async function attachAudio(kind: Audio, run: LoggedRun): Promise<void> {
  const { events, settings, progress, step, outcome } = run;
  const comes = (): boolean => ready[kind](events.call());
  const firstMs = untilDelayIsOver(events.call(), settings);
  if (!comes() && firstMs > 0) await progress.awaiting(`the ${kind}`, condition(comes, firstMs));
  let pauseMs = Math.max(settings.voicemail.delayMs, shortestPauseMs);
  for (;;) {
    const call = events.call();
    const restMs = waitsSinceMs(call, run) + settings.voicemail.giveUpAfterMs - Date.now();
    const gaveUpAfterSeconds = restMs > 0 ? null : settings.voicemail.giveUpAfterMs / 1000;
    const { status } = await step(kind, () => attach(run, kind, gaveUpAfterSeconds));
    if (status === 'attached') outcome.entries.push(kind);
    if (status === 'given up' && kind === 'voicemail') outcome.entries.push('voicemail-missing');
    if (status !== 'not yet') return;
    const known = comes();
    const pause = Math.max(Math.min(pauseMs, restMs), shortestPauseMs);
    await progress.awaiting(
      `the ${kind}`,
      condition(() => !known && comes(), pause),
    );
    pauseMs = Math.min(pauseMs * 2, maxPauseMs);
  }
}

/**
 * From when on `voicemail.giveUpAfter` counts: Callthread may hear of a call long after its end, and has not asked before.
 * Aircall has the audio of past calls (a backfill) or never will, so those count from their end.
 */
function waitsSinceMs(call: Call, { outcome, settings, qualification }: LoggedRun): number {
  const heardAtMs = settings.calls[qualification] === 'history' ? 0 : (outcome.heardAtMs ?? 0);
  return Math.max(endedAtMs(call), heardAtMs);
}

function attach(run: LoggedRun, kind: Audio, gaveUpAfterSeconds: number | null) {
  const { front, events, qualification, thread, settings } = run;
  const { lineName, recordings } = settings;
  return front.attachMedia({
    kind,
    call: events.call(),
    qualification,
    thread,
    lineName,
    recordings,
    gaveUpAfterSeconds,
    skipsRules: settings.calls[qualification] === 'history',
  });
}
