import { expect, test } from 'vitest';
import type { ActivityWatch } from '../../activities/attempt.ts';
import { appendOf } from '../activities/append-of.ts';
import { contactOf } from '../activities/contact-of.ts';
import { logCall } from '../activities/log-call.ts';
import { openStage, type Stage } from '../activities/stage.ts';
import { aCall } from '../fixtures/a-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';

interface Watched extends Stage {
  /** Outcomes of attempts, in order. */
  outcomes: string[];
  reached: number[];
  missed: () => number;
}

async function openWatched(): Promise<Watched> {
  const outcomes: string[] = [];
  const reached: number[] = [];
  let missed = 0;
  const watch: ActivityWatch = {
    attempted: (_activity, outcome) => void outcomes.push(outcome),
    reachedFront: (seconds) => void reached.push(seconds),
    missedAgent: () => (missed += 1),
  };
  return { ...(await openStage({ deps: { watch } })), outcomes, reached, missed: () => missed };
}

const endedSecondsAgo = (seconds: number) => {
  const endedAtSeconds = Math.floor(Date.now() / 1000) - seconds;
  return aCall({ startedAtSeconds: endedAtSeconds - 60, answeredAtSeconds: endedAtSeconds - 50, endedAtSeconds });
};

test('reports once how long a live call took from hang-up to Front', async () => {
  const stage = await openWatched();
  await logCall(stage, endedSecondsAgo(40));
  expect(stage.reached).toHaveLength(1);
  expect(stage.reached[0]).toBeGreaterThanOrEqual(40);
  expect(stage.reached[0]).toBeLessThan(160);
  expect(stage.missed()).toBe(0);
  expect(new Set(stage.outcomes)).toEqual(new Set(['done']));
});

test('reports no duration for an old call, nor for one already in Front', async () => {
  const stage = await openWatched();
  const call = endedSecondsAgo(86_400);
  await logCall(stage, call, { policy: 'history' });
  expect(stage.reached).toEqual([]);
  await logCall(stage, call, { checkExisting: true });
  expect(stage.reached).toEqual([]);
});

test('reports no duration for a call whose end is unknown', async () => {
  const stage = await openWatched();
  const { conversation } = await logCall(stage, { ...endedSecondsAgo(40), endedAtSeconds: null });
  expect(conversation.messages).toHaveLength(1);
  expect(stage.reached).toEqual([]);
});

test('counts an agent without a teammate, but not a call without an agent', async () => {
  const stage = await openWatched();
  await logCall(stage, aCall({ agent: anAgent({ email: 'dirk.dienst@example.com' }) }));
  expect(stage.missed()).toBe(1);
  await logCall(stage, aCall({ id: 8_000_777, agent: null }));
  expect(stage.missed()).toBe(1);
});

test('reports whether a failed attempt is retried, or which failure parks it', async () => {
  const stage = await openWatched();
  const call = aCall();
  const { result: contact } = await stage.untilDone('findOrCreateContact', contactOf(call));
  stage.outcomes.length = 0;
  stage.strike(1, { kind: 'status', status: 503 });
  await stage.failureOf('appendToConversation', appendOf(call, contact));
  stage.strike(1, { kind: 'status', status: 401 });
  await stage.failureOf('appendToConversation', appendOf(call, contact));
  await stage.failureOf('appendToConversation', appendOf(call, contact, { inbox: 'Nowhere' }));
  expect(stage.outcomes).toEqual(['retried', 'FrontUnauthorized', 'FrontNotFound']);
  expect(stage.reached).toEqual([]);
});
