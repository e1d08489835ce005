import { judge, tellVerdict } from './judge.ts';
import { morning } from './morning/morning.ts';
import { perform } from './play.ts';
import { createScreen, drawFrame, type Frame } from './screen.ts';
import { type Stage, timeScale, unlessAborted } from './stage.ts';
import type { Say } from './story.ts';
import { type PlayedCall, unplayed } from './story.ts';
import { watchCalls } from './watch-calls.ts';

/** The morning takes a minute where nothing is slow. */
const limitMs = 180_000;
const redrawMs = 500;

/**
 * Plays the morning and shows it, then compares Front with what was expected.
 * @returns whether every call arrived as it should; without `once` only when a person has ended the demo
 * @throws the signal's reason when it is aborted before that, or what made the stage fail
 */
export async function showMorning(
  { aircall, front, client, addresses, serviceEnded }: Stage,
  { once, say, signal }: { once: boolean; say: Say; signal: AbortSignal },
): Promise<boolean> {
  const calls = unplayed(morning(say));
  const startedAtMs = Date.now();
  let verdict: string[] | null = null;
  const frame = (): Frame => {
    const foot = verdict ?? [progress(calls, startedAtMs, say)];
    return { ...drawFrame(calls, addresses, say), foot: ['', ...foot] };
  };
  const screen = createScreen(process.stdout);
  const over = new AbortController();
  const redrawing = setInterval(() => screen.show(frame()), redrawMs);
  const watching = watchCalls(client, calls, over.signal);
  try {
    const limit = AbortSignal.timeout(limitMs);
    const context = { aircall, front, client, timeScale, say, signal: AbortSignal.any([signal, over.signal]) };
    await Promise.race([perform(calls, context, limit), serviceEnded]);
    const strangers = judge(front.state, calls, say);
    verdict = tellVerdict(calls, strangers, say).concat(
      once ? [] : [say('Ctrl-C ends the demo.', 'Ctrl-C arrête la démo.')],
    );
    const passed = strangers.length === 0 && calls.every(({ differences }) => differences?.length === 0);
    if (!once) await unlessAborted(serviceEnded, signal);
    return passed;
  } finally {
    over.abort();
    clearInterval(redrawing);
    await watching;
    screen.close(frame());
  }
}

function progress(calls: PlayedCall[], startedAtMs: number, say: Say): string {
  const arrived = calls.filter(({ differences }) => differences?.length === 0).length;
  const seconds = Math.round((Date.now() - startedAtMs) / 1000);
  return say(
    `${arrived} of ${calls.length} calls have arrived as they should · ${seconds} s · Ctrl-C ends the demo`,
    `${arrived} appels sur ${calls.length} arrivés comme il faut · ${seconds} s · Ctrl-C arrête la démo`,
  );
}
