import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groupBy } from '../../chaos/group-by.ts';
import { startCallthread } from '../../e2e/service-process.ts';
import { openTown, type Town } from '../../e2e/town.ts';
import { findLogFaults } from '../find-log-faults.ts';
import { openDoors } from '../open-doors.ts';
import { playSomeCalls, townYaml } from '../play-some-calls.ts';
import { type FuzzAnswer, runSchemathesis } from '../run-schemathesis.ts';
import { secretVariables } from '../town-secrets.ts';

const { FUZZ_SEED } = process.env;
const seed = FUZZ_SEED === undefined ? Math.floor(Math.random() * 1_000_000) : Number(FUZZ_SEED);
const caller = '+442079460900';
/** Each service has so many calls that wait for a person: a request may skip some. */
const parkedCalls = 6;
let strangers = 0;
/** With keys, `/codec` is there too. */
const encryptionKeys = `k1:${randomBytes(32).toString('base64')}`;
const minutes = 60_000;
const fewestRequests = 5000;

let town: Town;
const all: FuzzAnswer[] = [];
beforeAll(async () => {
  town = await openTown(townYaml, {}, { encryptionKeys });
}, 5 * minutes);
afterAll(async () => await town?.close());

describe(`with the seed ${seed}`, () => {
  it.each([
    { who: 'a stranger without secrets', tags: undefined, knows: false, examples: 30 },
    { who: 'Aircall and Front', tags: ['webhooks', 'health'], knows: true, examples: 250 },
    { who: "Front's sidebar", tags: ['plugin'], knows: true, examples: 60 },
    { who: 'an administrator', tags: ['pages', 'admin'], knows: true, examples: 50 },
    { who: "Temporal's Web UI", tags: ['codec'], knows: true, examples: 50 },
  ])('$who gets only documented answers to any request', { timeout: 60 * minutes }, async (part) => {
    const service = await startCallthread('start', {
      ...town.environment,
      ...secretVariables,
      CALLTHREAD_ENCRYPTION_KEYS: encryptionKeys,
    });
    const { url } = service;
    try {
      const callIds = await playSomeCalls(town, url, caller, newStrangers());
      const doors = part.knows ? await openDoors(url, town.aircall, callIds, caller) : {};
      const tags = part.tags === undefined ? {} : { tags: part.tags };
      const { faults, answers } = await runSchemathesis({ url, seed, examples: part.examples, doors, ...tags });
      all.push(...answers);
      console.info(`${part.who}: ${summarize(answers)}`);
      expect(faults ?? '').toBe('');
      expect(part.knows ? neverOpened(answers) : []).toEqual([]);
    } finally {
      await service.stop('SIGTERM');
    }
    expect(findLogFaults(service.output())).toEqual([]);
    expect(await service.exited).toBe(0);
  });

  it(`makes at least ${fewestRequests} requests`, () => {
    expect(all.length).toBeGreaterThanOrEqual(fewestRequests);
    expect(all.filter(({ status }) => status >= 500)).toEqual([]);
  });
});

function newStrangers(): string[] {
  strangers += parkedCalls;
  return Array.from({ length: parkedCalls }, (_, index) => `+442079460${300 + strangers + index}`);
}

/** @returns the operations that nothing but refusals came of: behind them nothing was fuzzed */
function neverOpened(answers: FuzzAnswer[]): string[] {
  const opened = new Set(answers.filter(({ status }) => status < 400).map(({ operation }) => operation));
  return [...new Set(answers.map(({ operation }) => operation))].filter((operation) => !opened.has(operation));
}

function summarize(answers: FuzzAnswer[]): string {
  const counts = groupBy(answers, ({ status }) => status);
  const statuses = [...counts]
    .toSorted(([one], [other]) => one - other)
    .map(([status, { length }]) => `${length} × ${status}`);
  return `${answers.length} requests: ${statuses.join(', ')}`;
}
