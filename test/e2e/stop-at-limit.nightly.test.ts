import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { bodyOf, sentAt } from '../workflows/body-of.ts';
import { startService } from './start-service.ts';
import { topology } from './topology.ts';
import { openTown } from './town.ts';

const voicemail = 'voicemail: { delay: 1s, settle: 1s }';
const perMinute = 4;

it("a worker that waits for Front's limit stops in time, and the next worker continues its call", async () => {
  const town = await openTown(`${voicemail}\nfront: { requestsPerMinute: ${perMinute} }\n`);
  onTestFinished(() => town.close());
  const roomy = join(town.environment['CALLTHREAD_DATA'] ?? '', 'roomy.yaml');
  await writeFile(roomy, `${voicemail}\nfront: { requestsPerMinute: 1000 }\n`);
  const waiting = await startService(town.environment);
  const body = sentAt(bodyOf('b3-call.ended.inbound-missed-voicemail'), Math.floor(Date.now() / 1000));
  const call = { ...body, data: { ...body.data, id: 4101, raw_digits: '+44 20 7946 0410' } };
  expect(await town.deliver(waiting.url, call)).toBe(200);
  // All that the minute has is asked for, and the call needs more.
  await expect.poll(() => town.front.journal.entries.length, { timeout: 120_000 }).toBeGreaterThanOrEqual(perMinute);
  expect(await waiting.stop('SIGTERM')).toBe(0);
  expect(waiting.output()).toContain('"msg":"stopped"');
  expect(waiting.output()).not.toMatch(/Worker failed|GracefulShutdownPeriodExpired/);
  // Two workers that have just started may not know of each other yet: each takes the whole limit.
  const workers = topology === 'postgres' ? 2 : 1;
  expect(town.front.journal.entries.length).toBeLessThanOrEqual(workers * perMinute);

  const next = await startService({ ...town.environment, CALLTHREAD_CONFIG: roomy });
  onTestFinished(async () => void (await next.stop('SIGKILL')));
  await town.stateOf(4101, ({ state }) => state === 'done');
  await town.front.settled();
  const ids = town.front.state.conversations.flatMap(({ messages }) => messages.map(({ externalId }) => externalId));
  expect(ids).toEqual(['aircall-4101-call', 'aircall-4101-voicemail']);
});
