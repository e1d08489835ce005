import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FrontState } from '../../../simulators/front/state/front-state.ts';
import type { PlayContext } from './play-call.ts';
import { playStory } from './play-story.ts';
import type { PlayedCall } from './played-call.ts';
import type { Story } from './story.ts';

/** Between the begins of two stories. */
const pauseMs = 1_200;

/**
 * Plays all stories, each beside the others.
 * @param limit when it is aborted the rest is left undone
 * @throws when the context's signal is aborted before the limit, or a part of the stage fails
 */
export async function perform(calls: PlayedCall[], context: PlayContext, limit: AbortSignal): Promise<void> {
  const stories = [...new Set(calls.map(({ story }) => story))];
  for (const story of stories) writeBefore(context.front.state, story);
  const signal = AbortSignal.any([context.signal, limit]);
  // Every story listens to it, some of them twice.
  setMaxListeners(0, signal);
  const playing = stories.map(async (story, place) => {
    await sleep(place * pauseMs, undefined, { signal });
    const own = calls.filter((call) => call.story === story);
    await playStory(story, own, { ...context, signal });
  });
  try {
    await Promise.all(playing);
  } catch (error) {
    if (context.signal.aborted || !limit.aborted) throw error;
  }
}

/** Some callers have written an e-mail before: Front knows them and their number. */
function writeBefore(front: FrontState, { caller }: Story): void {
  if (caller.wroteFrom === undefined) return;
  const handles = [
    { source: 'phone' as const, handle: caller.number },
    { source: 'email' as const, handle: caller.wroteFrom },
  ];
  const contact = front.addContact({ name: caller.contactName, handles });
  front.addEmailConversation(contact.id, 'Invoice 4711');
}
