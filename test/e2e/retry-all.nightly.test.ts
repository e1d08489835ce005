import { afterAll, beforeAll, expect, it } from 'vitest';
import { countParked } from '../../src/adapters/temporal/calls/answer-parked.ts';
import { bodyOf, sentAt } from '../workflows/body-of.ts';
import { entriesOf } from './entries-of.ts';
import { runCommand } from './run-command.ts';
import { type StartedService, startService } from './start-service.ts';
import { openTown, type Town } from './town.ts';

let town: Town;
let service: StartedService;
beforeAll(async () => {
  town = await openTown('front: { requestsPerMinute: 100000 }\nvoicemail: { delay: 1s, settle: 1s }\n');
});
afterAll(async () => {
  await service?.stop('SIGKILL');
  await town?.close();
});

it('one retry logs all calls that were parked while the token was wrong', async () => {
  const { TEMPORAL_ADDRESS = '', TEMPORAL_NAMESPACE = 'default' } = town.environment;
  // The commands need what names Temporal, and no token.
  const commandline = { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE };
  service = await startService({ ...town.environment, FRONT_API_TOKEN: 'front-expired-token' });
  const nowSeconds = Math.floor(Date.now() / 1000);
  const missed = sentAt(bodyOf('b3-call.ended.inbound-missed-voicemail'), nowSeconds);
  const ids = Array.from({ length: 20 }, (_, index) => 9100 + index);
  for (const id of ids) {
    const data = { ...missed.data, id, raw_digits: `+44 20 7946 ${id}` };
    expect(await town.deliver(service.url, { ...missed, data })).toBe(200);
  }
  const failure = 'FrontUnauthorized';
  await expect.poll(() => countParked(town.client, { failure }), { timeout: 120_000 }).toBe(20);
  expect(await runCommand(['retry', '--all', '--failure', 'FrontNotFound'], commandline)).toEqual({
    code: 2,
    stdout: '',
    stderr: 'No call is parked with FrontNotFound. Parked are: 20 FrontUnauthorized.\n',
  });

  await service.stop('SIGTERM');
  service = await startService(town.environment);
  const given = await runCommand(['skip', '9119'], commandline);
  expect(given).toEqual({
    code: 0,
    stdout: 'call-9119 is skipped (it was parked for FrontUnauthorized).\n',
    stderr: '',
  });
  await town.stateOf(9119, ({ state }) => state === 'skipped');
  const { code, stdout, stderr } = await runCommand(['retry', '--all', '--failure', failure], commandline);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^19 retried/m);
  for (const id of ids.slice(0, 19)) await town.stateOf(id, ({ state }) => state === 'done');
  await town.front.settled();
  for (const id of ids.slice(0, 19)) expect(entriesOf(town.front, id)).toHaveLength(2);
  expect(entriesOf(town.front, 9119)).toEqual([]);

  expect(await runCommand(['retry', '9100'], commandline)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'call-9100 is closed (done): nothing to retry.\n',
  });
  const unknown = await runCommand(['retry', '4711'], commandline);
  expect(unknown.code).toBe(1);
  expect(unknown.stderr).toMatch(
    /^Temporal knows no call-4711 in namespace \S+\. Check that it is the call's Aircall id/,
  );
}, 600_000);
