import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { AircallSimulator } from '../simulators/aircall/start-aircall-simulator.ts';
import type { FrontSimulator } from '../simulators/front/start-front-simulator.ts';
import type { FrontState } from '../simulators/front/state/front-state.ts';
import { callWorkflowId } from '../src/domain/ids.ts';
import { compareComments, compareConversation, compareEntries, findCall } from './compare.ts';
import { unlessAborted } from './stage.ts';
import type { PlayedCall, Say, Story } from './story.ts';

const betweenStoriesMs = 1_200;

/**
 * Plays all stories in parallel.
 * @param limit stops the rest when it is aborted
 * @throws when the context's signal is aborted before the limit, or a part fails
 */
export async function perform(calls: PlayedCall[], context: PlayContext, limit: AbortSignal): Promise<void> {
  const stories = [...new Set(calls.map(({ story }) => story))];
  for (const story of stories) writeBefore(context.front.state, story);
  const signal = AbortSignal.any([context.signal, limit]);
  // Every story listens to it, some of them twice.
  setMaxListeners(0, signal);
  const playing = stories.map(async (story, place) => {
    await sleep(place * betweenStoriesMs, undefined, { signal });
    const own = calls.filter((call) => call.story === story);
    await playStory(story, own, { ...context, signal });
  });
  try {
    await Promise.all(playing);
  } catch (error) {
    if (context.signal.aborted || !limit.aborted) throw error;
  }
}

/** Some callers have e-mailed before, so Front knows them and their number. */
function writeBefore(front: FrontState, { caller }: Story): void {
  if (caller.wroteFrom === undefined) return;
  const handles = [
    { source: 'phone' as const, handle: caller.number },
    { source: 'email' as const, handle: caller.wroteFrom },
  ];
  const contact = front.addContact({ name: caller.contactName, handles });
  front.addEmailConversation(contact.id, 'Invoice 4711');
}

/** A call's entries are dated up to this long after its end; the next call must come later. */
const entriesLastSeconds = 4;

/**
 * Plays one caller's story: each act starts when the calls of the previous one are logged.
 * @param calls those of the story; their state is updated
 * @throws the signal's reason when it is aborted
 */
async function playStory(story: Story, calls: PlayedCall[], context: PlayContext): Promise<void> {
  for (const act of story.acts) {
    const inAct = calls.filter(({ scripted }) => act.includes(scripted));
    const longest = Math.max(...inAct.map(lengthSeconds));
    await sleep(untilNextMs(calls, longest, context.timeScale), undefined, { signal: context.signal });
    await Promise.all(
      inAct.map(async (call) => {
        // Calls of one act end at the same time, so that they race.
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

/** A call is played faster than it lasts, so it started earlier by its own times, which must not overlap the last call. */
function untilNextMs(calls: PlayedCall[], longestSeconds: number, timeScale: number): number {
  const ends = calls.flatMap(({ endedAtSeconds }) => endedAtSeconds ?? []);
  if (ends.length === 0) return 0;
  const earliestSeconds = Math.max(...ends) + entriesLastSeconds + longestSeconds * (1 - timeScale);
  return Math.max(0, earliestSeconds * 1000 - Date.now());
}

export interface PlayContext {
  aircall: AircallSimulator;
  front: FrontSimulator;
  client: Client;
  /** Scales the delays of Aircall's events: 0.1 is ten times faster than in reality. */
  timeScale: number;
  say: Say;
  signal: AbortSignal;
}

const tagsMs = 20_000;
const tagPauseMs = 250;

/** Plays one call and what teammates do about it in Front, then compares Front with what is expected. */
async function playCall(played: PlayedCall, seconds: number, context: PlayContext): Promise<void> {
  const { aircall, front, client, timeScale, say, signal } = context;
  const { scripted, story } = played;
  const { number, name } = story.caller;
  const endsAtSeconds = Math.floor(Date.now() / 1000 + seconds * timeScale);
  const callId = await aircall.play({
    ...scripted.script,
    caller: number,
    ...(name === null ? {} : { contact: name }),
    startedAtSeconds: endsAtSeconds - seconds,
  });
  played.callId = callId;
  played.endedAtSeconds = endsAtSeconds;
  if (scripted.meanwhile !== undefined) await move(played, callId, context);
  await unlessAborted(aircall.endOf(callId), signal);
  await callRested(client, callId, signal);
  await unlessAborted(front.settled(), signal);
  const { state } = front;
  // A callback is a workflow of its own, which tags the conversation in its own time.
  const untilMs = Date.now() + tagsMs;
  while (compareConversation(state, played, say).length > 0 && Date.now() < untilMs) {
    await sleep(tagPauseMs, undefined, { signal });
  }
  played.differences = [
    ...(played.workflow?.parked ?? []),
    ...[compareEntries, compareComments, compareConversation].flatMap((compare) => compare(state, played, say)),
  ];
  const [place] = findCall(state, callId);
  if (scripted.afterwards === 'archive' && place !== undefined) state.archiveConversation(place.conversation.id);
}

async function move({ scripted }: PlayedCall, callId: number, { front, signal }: PlayContext): Promise<void> {
  const inbox = front.state.inboxes.find(({ name }) => name === scripted.meanwhile?.moveTo);
  for (;;) {
    const [place] = findCall(front.state, callId);
    if (place !== undefined && inbox !== undefined && place.messages.length >= scripted.expected.entries.length - 1) {
      front.state.moveConversation(place.conversation.id, inbox.id);
      return;
    }
    await sleep(50, undefined, { signal });
  }
}

const pollMs = 300;

/** Waits until the latest run of a call has closed or is parked. */
async function callRested(client: Client, callId: number, signal: AbortSignal): Promise<void> {
  const handle = client.workflow.getHandle(callWorkflowId(callId));
  for (;;) {
    const found = await handle.describe().catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    });
    const running = found === null || found.status.name === 'RUNNING';
    if (!running || found?.searchAttributes['CallthreadState']?.[0] === 'parked') return;
    await sleep(pollMs, undefined, { signal });
  }
}
