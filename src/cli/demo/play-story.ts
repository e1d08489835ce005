import { setTimeout as sleep } from 'node:timers/promises';
import { type PlayContext, playCall } from './play-call.ts';
import type { PlayedCall } from './played-call.ts';
import type { Story } from './story.ts';

/** Entries of a call are dated up to this long after its end; what the caller does next comes later. */
const entriesLastSeconds = 4;

/**
 * Plays all that happens with one caller: each act begins when the calls of the one before it have arrived.
 * @param calls those of the story; what becomes of them is written into them
 * @throws the signal's reason when it is aborted
 */
export async function playStory(story: Story, calls: PlayedCall[], context: PlayContext): Promise<void> {
  for (const act of story.acts) {
    const inAct = calls.filter(({ scripted }) => act.includes(scripted));
    const longest = Math.max(...inAct.map(lengthSeconds));
    await sleep(pauseMs(calls, longest, context.timeScale), undefined, { signal: context.signal });
    await Promise.all(
      inAct.map(async (call) => {
        // Calls that come at once also end at once: that is the race.
        const laterMs = (longest - lengthSeconds(call)) * 1000 * context.timeScale;
        await sleep(laterMs, undefined, { signal: context.signal });
        await playCall(call, lengthSeconds(call), context);
      }),
    );
  }
}

function lengthSeconds({ scripted: { script } }: PlayedCall): number {
  return script.ringSeconds + (script.talkSeconds ?? 0);
}

/** A call is played faster than it lasts, so by its own times it began long ago: it must not begin before the last one's end. */
function pauseMs(calls: PlayedCall[], longestSeconds: number, timeScale: number): number {
  const ends = calls.flatMap(({ endedAtSeconds }) => endedAtSeconds ?? []);
  if (ends.length === 0) return 0;
  const earliestSeconds = Math.max(...ends) + entriesLastSeconds + longestSeconds * (1 - timeScale);
  return Math.max(0, earliestSeconds * 1000 - Date.now());
}
