import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toCallEvent } from '../../src/adapters/aircall/to-call.ts';
import { type CallStarter, createCallStarter } from '../../src/adapters/temporal/calls/start-call.ts';
import { settingsFor } from '../../src/domain/settings.ts';
import { isFullSize } from '../full-size.ts';
import type { Body } from '../workflows/body-of.ts';
import { openStage, type Stage } from '../workflows/stage.ts';
import { realHome } from '../workflows/temporal-home.ts';
import { agentMap } from './agents.ts';
import { anyStory, type Story } from './any-story.ts';
import { type AnyArrival, announcesVoicemail, anyArrival, anyLoss, orderOf, sentOf } from './arrival.ts';
import { expectedInFront } from './expected-in-front.ts';
import { plainStory } from './plain-story.ts';
import { deliverInOrder, marksOf, placeCall } from './play-stories.ts';
import { seenInFront } from './seen-in-front.ts';
import { tagMap } from './tags.ts';

const yaml = `
comments: all
voicemail: { delay: 2s, settle: 1m }
${agentMap}
${tagMap}
`;
let stage: Stage;
/** For calls of which no event announces a voicemail: they wait for one for two seconds only. */
let brief: CallStarter;
beforeAll(async () => {
  stage = await openStage(yaml, {}, realHome);
  const { client, preferences } = stage;
  brief = createCallStarter({
    client,
    taskQueue: 'stage',
    settingsFor(line) {
      const settings = settingsFor(preferences, line);
      return { ...settings, voicemail: { ...settings.voicemail, settleMs: 2_000 } };
    },
    deadlineMs: 120_000,
    budgetMs: 120_000,
  });
});
afterAll(() => stage.close());

interface Case {
  story: Story;
  lost: boolean[];
  arrivals: AnyArrival[];
}

const anyCase: fc.Arbitrary<Case> = fc.record({
  story: anyStory,
  lost: anyLoss,
  arrivals: fc.array(anyArrival, { minLength: 2, maxLength: 3 }),
});
const someCases = fc.array(anyCase, { minLength: 1, maxLength: 4, size: 'max' });

/** Two changes of one second, of which the earlier one is reported days later. */
const sameSecondApart: Case[] = [
  {
    story: plainStory({
      line: 'GB',
      caller: { kind: 'number', country: 'GB', writings: ['e164'] },
      tagChanges: [
        { tags: ['Billing'], atSeconds: 31 },
        { tags: ['VIP'], atSeconds: 31 },
      ],
    }),
    lost: [],
    arrivals: [
      { keys: [0, 1, 3, 2], repeats: [], restAfter: 3 },
      { keys: [0, 1, 2, 3], repeats: [], restAfter: 3 },
    ],
  },
];

/** Longer than this the test begins nothing new, not even to find a smaller counterexample. */
const timeLimitMs = Number(process.env['LIMIT'] ?? 70_000);

/** The same story for as many callers as there are orders; for the first in its original order. */
async function deliverEveryWay({ story, lost, arrivals }: Case) {
  const sent = sentOf(story, lost);
  const endedAtSeconds = Math.floor(Date.now() / 1000) - story.endedAgoSeconds;
  const deliver = sent.some(announcesVoicemail)
    ? stage.deliver
    : async (body: unknown) => await brief.deliver(toCallEvent(body as Body));
  const orders = [sent.map((_, index) => index), ...arrivals.map((arrival) => orderOf(sent, arrival))];
  const calls = await Promise.all(
    orders.map(async (order) => {
      const call = placeCall(stage, story, endedAtSeconds);
      const fault = await deliverInOrder(stage, { story, sent, order, call }, deliver).then(
        () => null,
        (error: unknown) => error,
      );
      const arrived = order.map((place) => (place === 'rest' ? 'rest' : JSON.stringify(sent[place]))).join('\n');
      return { arrived, fault, marks: marksOf(story, call) };
    }),
  );
  return { expected: expectedInFront(story, sent), calls };
}

describe('a call in Front', () => {
  it('looks the same for any order, repeats and losses of its webhooks', async () => {
    const untilMs = Date.now() + timeLimitMs;
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(someCases, async (cases) => {
        if (Date.now() > untilMs) return;
        runs += 1;
        const stories = await Promise.all(cases.map(deliverEveryWay));
        await stage.front.settled();
        for (const { expected, calls } of stories) {
          const { entries, tags, ...settled } = expected;
          const shown = calls.map(({ arrived, fault, marks }) => {
            expect(fault, arrived).toBeNull();
            return { arrived, seen: seenInFront(stage.front, marks) };
          });
          for (const { arrived, seen } of shown) {
            const [conversation, ...others] = seen.conversations;
            expect(others, arrived).toEqual([]);
            expect(conversation, arrived).toMatchObject({ ...settled, ...(tags === null ? {} : { tags }) });
            const messages = entries.map(({ begins, ...entry }) => ({
              ...entry,
              body: expect.stringContaining(begins),
            }));
            expect(conversation?.messages, arrived).toMatchObject(messages);
            expect(seen, arrived).toEqual(shown[0]?.seen);
          }
        }
      }),
      {
        // One seed for every run of the tests, so that a red one is the change's fault; SEED and RUNS look further.
        seed: Number(process.env['SEED'] ?? 20_261_123),
        numRuns: Number(process.env['RUNS'] ?? (isFullSize ? 32 : 6)),
        examples: [[sameSecondApart]],
      },
    );
    expect(runs).toBeGreaterThan(0);
  }, 900_000);
});
