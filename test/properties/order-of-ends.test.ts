import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import { logCall } from '../activities/log-call.ts';
import { openStage } from '../activities/stage.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { anOutboundCall } from '../fixtures/an-outbound-call.ts';

const outsider = anAgent({ id: 70009, name: 'Otto Outside', email: 'otto@elsewhere.example' });
const agents = [
  anAgent(),
  anAgent({ id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' }),
  anAgent({ id: 70003, name: 'Carla Calls', email: 'carla.calls@example.com' }),
  outsider,
];

/** Calls may overlap: each begins anywhere within the hour before its end. */
const anyCallOf = fc.record({
  made: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(...agents).map((agent) => aCall({ agent })),
    },
    fc.constantFrom(...agents).map((agent) => aCall({ agent, direction: 'outbound' })),
    fc.constantFrom(...agents).map((agent) => ({ ...anOutboundCall(), agent })),
    fc.constant(aMissedCall()),
    fc.constant(aMissedCall({ voicemailLeft: true })),
  ),
  endedAfterSeconds: fc.integer({ min: 0, max: 7200 }),
  tookSeconds: fc.integer({ min: 30, max: 3600 }),
});

const anyCalls = fc
  .uniqueArray(anyCallOf, { selector: ({ endedAfterSeconds }) => endedAfterSeconds, minLength: 2, maxLength: 5 })
  .map((calls) =>
    calls
      .toSorted((one, other) => one.endedAfterSeconds - other.endedAfterSeconds)
      .map(({ made, endedAfterSeconds, tookSeconds }, index) => {
        const endedAtSeconds = 1_760_010_000 + endedAfterSeconds;
        const startedAtSeconds = endedAtSeconds - tookSeconds;
        const answeredAtSeconds = made.answeredAtSeconds === null ? null : startedAtSeconds + 10;
        return { ...made, id: 9001 + index, startedAtSeconds, answeredAtSeconds, endedAtSeconds };
      }),
  );

/** An agent who spoke with the caller gets the conversation; the last one keeps it. */
function lastToSpeak(calls: Call[]): string | null {
  const spoke = calls.filter(({ answeredAtSeconds, agent }) => answeredAtSeconds !== null && agent?.id !== outsider.id);
  return spoke.at(-1)?.agent?.email ?? null;
}

it("gives the caller's conversation to the agent who spoke last, in whichever order the calls are delivered", async () => {
  const anyOrder = anyCalls.chain((inOrder) =>
    fc.record({
      inOrder: fc.constant(inOrder),
      delivered: fc.shuffledSubarray(inOrder, { minLength: inOrder.length }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(anyOrder, async ({ inOrder, delivered }) => {
      const stage = await openStage({ front: { importDelayMs: 2 } });
      for (const call of delivered) await logCall(stage, call, { recent: null });
      const { conversations, teammates } = stage.front.state;
      const assignees = conversations.map(
        ({ assigneeId }) => teammates.find(({ id }) => id === assigneeId)?.email ?? null,
      );
      expect(assignees).toEqual([lastToSpeak(inOrder)]);
    }),
    { numRuns: 40 },
  );
});
