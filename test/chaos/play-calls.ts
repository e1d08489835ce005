import { setTimeout as sleep } from 'node:timers/promises';
import type { Town } from '../e2e/town.ts';
import type { ChaosOptions } from './chaos-options.ts';
import { planCalls } from './plan-calls.ts';
import type { PlayedCall } from './played-call.ts';

/** Plays the calls, each at its time. */
export async function playCalls({ aircall }: Town, options: ChaosOptions): Promise<PlayedCall[]> {
  const startedAtMs = Date.now();
  const played: PlayedCall[] = [];
  for (const call of planCalls(options).toSorted((one, other) => one.atMs - other.atMs)) {
    await sleep(Math.max(0, startedAtMs + call.atMs - Date.now()));
    const { ringSeconds, talkSeconds = 0 } = call.script;
    const startedAtSeconds = Math.floor(Date.now() / 1000) - call.endedAgoSeconds - ringSeconds - talkSeconds;
    const id = await aircall.play({ ...call.script, startedAtSeconds });
    played.push({ ...call, id, startedAtSeconds });
  }
  return played;
}
