import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bodyOf } from '../workflows/body-of.ts';
import { type StartedService, startService } from './start-service.ts';
import { openTown, type Town } from './town.ts';

let town: Town;
let service: StartedService;
beforeAll(async () => {
  town = await openTown('front: { requestsPerMinute: 1000 }\nvoicemail: { delay: 2s, settle: 100ms }\n');
  service = await startService(town.environment);
});
afterAll(async () => {
  await service?.stop('SIGKILL');
  await town?.close();
});

const names = readdirSync(new URL('../fixtures/aircall/', import.meta.url)).map((file) => file.replace(/\.json$/, ''));
/** By qualification: the first line of each call's entry, and whose it is. */
const calls: Array<[id: number, firstLine: string, inbound: boolean]> = [
  [8000001, 'Inbound call – Support UK', false],
  [8000002, 'Voicemail – Support UK', true],
  [8000003, 'Abandoned in IVR – Support UK', true],
  [8000004, 'Outbound call – Sales UK', false],
  [8000006, 'Missed call – Support UK', true],
  [8000007, 'Missed call out of hours – Support UK', true],
];

it('the service accepts every sample body, repeated and in reverse, and logs the calls among them', async () => {
  const order = [...names, ...names.toReversed()];
  for (const name of order) {
    expect([name, await town.deliver(service.url, bodyOf(name))]).toEqual([name, name.startsWith('r') ? 400 : 200]);
  }
  for (const [id] of calls) await town.stateOf(id, ({ state }) => state === 'done');
  await town.front.settled();
  const messages = town.front.state.conversations.flatMap((conversation) => conversation.messages);
  const callEntries = calls.map(([id]) => messages.filter(({ externalId }) => externalId === `aircall-${id}-call`));
  expect(callEntries.map((entries) => entries.map(({ body, isInbound }) => [body.split('\n')[0], isInbound]))).toEqual(
    calls.map(([, firstLine, inbound]) => [[firstLine, inbound]]),
  );
  const keys = messages.map(({ externalId }) => externalId);
  expect(new Set(keys).size).toBe(keys.length);
  expect(town.front.state.conversations.flatMap(({ comments }) => comments)).toHaveLength(1);
  expect(service.output()).not.toContain('7946 0900');
  expect(service.output()).not.toContain('+442079460900');
});
