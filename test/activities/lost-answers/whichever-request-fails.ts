import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AircallSimulator, startAircallSimulator } from '../../../simulators/aircall/start-aircall-simulator.ts';
import type { FrontSimulatorOptions } from '../../../simulators/front/front-options.ts';
import type { Fault } from '../../../simulators/kit/faults.ts';
import { seenInFront } from '../seen-in-front.ts';
import { openStage, type Stage } from '../stage.ts';

interface Scenario {
  name: string;
  before?: (stage: Stage) => Promise<void>;
  log: (stage: Stage) => Promise<void>;
}

type Loss = [what: string, fault: Omit<Fault, 'path' | 'times'>, front?: FrontSimulatorOptions];

const page = { status: 200, text: '<html>Sign in</html>', headers: { 'content-type': 'text/html' } };

const losses: Loss[] = [
  ['the answer is cut after the work', { kind: 'cut-after' }],
  ['the answer is an error after the work', { kind: 'status-after', status: 500 }],
  ['the answer is a proxy’s page after the work', { kind: 'status-after', ...page }],
  ['the answer comes too late', { kind: 'delay', delayMs: 2400 }],
  ['the request is cut before the work', { kind: 'cut-before' }],
  ['Front answers the repeated import with a conflict', { kind: 'cut-after' }, { duplicateExternalId: 'conflict' }],
];

/** Nothing changes it, so one is enough for the hundreds of stages. */
let aircall: AircallSimulator;

/** Runs a scenario with a Front of its own. @returns what is then seen, and how many requests it took */
async function play({ before, log }: Scenario, prepare: (stage: Stage) => void, front: FrontSimulatorOptions = {}) {
  const stage = await openStage({ front, aircall, timeoutMs: 2000 });
  await before?.(stage);
  stage.front.journal.clear();
  prepare(stage);
  await log(stage);
  return { seen: seenInFront(stage.front), requests: stage.front.journal.entries.length };
}

/** Defines the tests of these scenarios: each request to Front fails in each way. */
export function testWhicheverRequestFails(scenarios: readonly Scenario[]): void {
  beforeAll(async () => {
    aircall = await startAircallSimulator();
  });
  afterAll(async () => await aircall.close());

  describe.each(scenarios)('$name, whichever request fails', (scenario) => {
    let played: ReturnType<typeof play> | undefined;
    const undisturbed = () => (played ??= play(scenario, () => {}));

    it.each(losses)('appears in Front once when %s', async (_what, fault, options) => {
      const whole = await undisturbed();
      const places = Array.from({ length: whole.requests }, (_, index) => index + 1);
      const disturbed = await Promise.all(
        places.map((nth) => play(scenario, (stage) => stage.strike(nth, fault), options)),
      );
      for (const [index, { seen, requests }] of disturbed.entries()) {
        expect(seen, `request ${index + 1} of ${whole.requests}`).toEqual(whole.seen);
        expect(requests).toBeGreaterThan(whole.requests);
      }
    });

    it('appears in Front once when a quarter of the answers are lost', async () => {
      const whole = await undisturbed();
      const fault: Omit<Fault, 'seed'> = { path: '', kind: 'cut-after', probability: 0.25 };
      const lossy = (seed: number) => play(scenario, ({ front }) => void front.faults.add({ ...fault, seed }));
      for (const { seen } of await Promise.all([1, 2, 3, 4].map(lossy))) expect(seen).toEqual(whole.seen);
    });
  });
}
