import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, sentAt } from '../workflows/body-of.ts';
import { spawnCallthread, startCallthread } from './service-process.ts';
import { type StartedService, startService } from './start-service.ts';
import { statusesWithin } from './statuses-within.ts';
import { topology } from './topology.ts';
import { openTown, type Town } from './town.ts';

let town: Town;
let service: Pick<StartedService, 'url' | 'output' | 'stop'>;
beforeAll(async () => {
  town = await openTown('voicemail: { delay: 12s, settle: 100ms }\n', {}, { ownTemporal: true });
  service = await startService(town.environment);
});
afterAll(async () => {
  await service?.stop('SIGKILL');
  await town?.close();
});

const nowSeconds = () => Math.floor(Date.now() / 1000);
const left = (id: number) => {
  const body = sentAt(bodyOf('b3-call.ended.inbound-missed-voicemail'), nowSeconds());
  const data = { id, ended_at: nowSeconds(), raw_digits: `+44 20 7946 ${String(id).slice(-4)}`, voicemail: null };
  return { ...body, data: { ...body.data, ...data } };
};
/** A call that Aircall has, without its voicemail until `addVoicemail`: until then it is in `media`, however slow the machine. */
const missed = async () =>
  await town.aircall.play({
    direction: 'inbound',
    caller: '+44 20 7946 4000',
    line: 50001,
    ringSeconds: 1,
    eventsSent: { drop: ['*'] },
  });
function addVoicemail(id: number): void {
  const call = town.aircall.state.calls.get(id);
  if (call === undefined) throw new Error(`there is no call ${id}`);
  call.voicemail.ready = true;
}
/** Aircall is asked again after twelve seconds, then after twice as long. */
const untilDone = (id: number) => town.stateOf(id, ({ state }) => state === 'done', 240_000);
const entriesOf = (id: number) =>
  town.front.state.conversations
    .flatMap(({ messages }) => messages)
    .filter(({ externalId }) => externalId?.startsWith(`aircall-${id}-`));

describe('the first start', () => {
  it.runIf(topology === 'single')('creates a database that only its user can read', async () => {
    const folder = town.environment['CALLTHREAD_DATA'] ?? '';
    // A slow machine takes webhooks before the database is there.
    await expect.poll(() => readdir(folder)).toContain('ledger');
    expect((await stat(join(folder, 'ledger'))).mode & 0o077).toBe(0);
  });
});

describe('a call within its three minutes', () => {
  it('is finished after its worker and then the Temporal server are killed and restarted', async () => {
    const id = await missed();
    expect(await town.deliver(service.url, left(id))).toBe(200);
    await town.stateOf(id, ({ state }) => state === 'media');
    expect(entriesOf(id)).toHaveLength(1);
    await service.stop('SIGKILL');
    addVoicemail(id);
    await town.restartTemporal('SIGKILL');
    service = await startService(town.environment);
    await untilDone(id);
    await town.front.settled();
    expect(entriesOf(id).map(({ externalId }) => externalId)).toEqual([
      `aircall-${id}-call`,
      `aircall-${id}-voicemail`,
    ]);
  });

  it('is finished by another worker after a clean stop, which loses nothing and exits with 0', async () => {
    const id = await missed();
    expect(await town.deliver(service.url, left(id))).toBe(200);
    await town.stateOf(id, ({ state }) => state === 'media');
    expect(await service.stop('SIGTERM')).toBe(0);
    addVoicemail(id);
    expect(service.output()).toContain('"msg":"stopped"');
    service = await startCallthread('api', town.environment);
    const worker = spawnCallthread('worker', town.environment);
    await untilDone(id);
    await town.front.settled();
    expect(entriesOf(id)).toHaveLength(2);
    expect(await worker.stop('SIGINT')).toBe(0);
  });
});

describe('without Temporal', () => {
  it('webhooks get 503 within three seconds, and 200 once Temporal is back', async () => {
    await town.temporal.stop();
    expect(await statusesWithin(3_000, () => town.post(service.url, left(4003)))).toEqual([503]);
    expect((await fetch(`${service.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    await town.restartTemporal('SIGTERM');
    await expect.poll(() => town.post(service.url, left(4003)), { timeout: 120_000 }).toBe(200);
    // An ingress keeps its answer for a second, and with two of them this may be the other one's.
    await expect.poll(async () => (await fetch(`${service.url}/readyz`)).status, { timeout: 120_000 }).toBe(200);
  });
});
