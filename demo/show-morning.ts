import { formatVerdict, judge } from './judge.ts';
import { perform } from './play.ts';
import { createScreen, drawFrame, type Frame } from './screen.ts';
import { type Stage, timeScale, unlessAborted } from './stage.ts';
import { type PlayedCall, type Say, type Story, unplayed } from './story.ts';
import { watchCalls } from './watch-calls.ts';

/** The morning normally takes a minute. */
const limitMs = 180_000;
const redrawMs = 500;

/**
 * Plays and shows the morning, then compares Front with what is expected.
 * @returns whether every call is logged correctly; without `once` only once a person has ended the demo
 * @throws the signal's reason when it is aborted before that, or the error of a failed part
 */
export async function showMorning(
  { aircall, front, client, addresses, serviceEnded }: Stage,
  { stories, once, say, signal }: { stories: Story[]; once: boolean; say: Say; signal: AbortSignal },
): Promise<boolean> {
  const calls = unplayed(stories);
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
    verdict = [...formatVerdict(calls, strangers, say), countCards(aircall, say)].concat(
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

function countCards({ state }: Stage['aircall'], say: Say): string {
  const count = new Set(state.insightCards.map(({ callId }) => callId)).size;
  return say(
    `${count} of the calls showed agents a card while they rang.`,
    `${count} des appels ont montré une fiche aux agents pendant la sonnerie.`,
  );
}

function progress(calls: PlayedCall[], startedAtMs: number, say: Say): string {
  const arrived = calls.filter(({ differences }) => differences?.length === 0).length;
  const seconds = Math.round((Date.now() - startedAtMs) / 1000);
  return say(
    `${arrived} of ${calls.length} calls logged correctly · ${seconds} s · Ctrl-C ends the demo`,
    `${arrived} appels sur ${calls.length} arrivés comme il faut · ${seconds} s · Ctrl-C arrête la démo`,
  );
}
