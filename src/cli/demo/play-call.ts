import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { AircallSimulator } from '../../../simulators/aircall/start-aircall-simulator.ts';
import type { FrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { callRested } from './call-rested.ts';
import { compareComments, compareConversation } from './compare/compare-conversation.ts';
import { compareEntries } from './compare/compare-entries.ts';
import { findCall } from './compare/find-call.ts';
import type { PlayedCall } from './played-call.ts';
import type { Say } from './say.ts';
import { unlessAborted } from './unless-aborted.ts';

export interface PlayContext {
  aircall: AircallSimulator;
  front: FrontSimulator;
  client: Client;
  /** How much faster than in life Aircall's events come: 0.1 is ten times. */
  timeScale: number;
  say: Say;
  signal: AbortSignal;
}

/** Plays one call, with what teammates do about it in Front, and compares Front with what is expected once it has arrived. */
export async function playCall(played: PlayedCall, lengthSeconds: number, context: PlayContext): Promise<void> {
  const { aircall, front, client, timeScale, say, signal } = context;
  const { scripted, story } = played;
  const { number, name } = story.caller;
  const endsAtSeconds = Math.floor(Date.now() / 1000 + lengthSeconds * timeScale);
  const callId = await aircall.play({
    ...scripted.script,
    caller: number,
    ...(name === null ? {} : { contact: name }),
    startedAtSeconds: endsAtSeconds - lengthSeconds,
  });
  played.callId = callId;
  played.endedAtSeconds = endsAtSeconds;
  if (scripted.meanwhile !== undefined) await move(played, callId, context);
  await unlessAborted(aircall.endOf(callId), signal);
  await callRested(client, callId, signal);
  await unlessAborted(front.settled(), signal);
  const { state } = front;
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
