import { describe, expect, it, onTestFinished } from 'vitest';
import { createCallStarter } from '../../../src/adapters/temporal/calls/start-call.ts';
import { connectTemporal } from '../../../src/adapters/temporal/connection/client.ts';
import { temporalReachable } from '../../../src/adapters/temporal/connection/namespace.ts';
import { callTaskQueue } from '../../../src/adapters/temporal/operations/workers.ts';
import { settingsFor } from '../../../src/domain/settings.ts';
import { aCall } from '../../fixtures/a-call.ts';
import { preferencesWith } from '../../fixtures/preferences-with.ts';
import { startClock } from '../../kit/process-clock.ts';
import { readAnswer, type Served, serveApp, webhook } from '../serve-app.ts';
import { silentPort } from './silent-port.ts';

const settings = settingsFor(preferencesWith(), aCall().line);

async function serveWithTemporalAt(address: string): Promise<Served> {
  const client = connectTemporal({ TEMPORAL_ADDRESS: address }, []);
  onTestFinished(() => client.connection.close());
  return serveApp({
    calls: createCallStarter({ client, taskQueue: callTaskQueue, settingsFor: () => settings }),
    unreadyReason: async () => ((await temporalReachable(client)) ? null : 'Temporal is not reachable.'),
  });
}

const places: [string, () => Promise<string>][] = [
  ['behind a closed port', async () => '127.0.0.1:1'],
  ['behind a network that drops everything', async () => `127.0.0.1:${await silentPort()}`],
  ['under an unknown host name', async () => 'temporal.invalid:7233'],
];

describe.each(places)('with Temporal %s, the service', (_where, address) => {
  it('answers webhooks with 503 in less than 3 s, to be delivered again', async () => {
    const { post, seen } = await serveWithTemporalAt(await address());
    const elapsedMs = startClock();
    const answer = await post(webhook());
    expect(elapsedMs()).toBeLessThan(3000);
    expect(answer).toMatchObject({ status: 503, body: { title: 'Service Unavailable', status: 503 } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(seen).toMatchObject([{ event: 'call.ended', outcome: 'unavailable', status: 503 }]);
  });

  it('is not ready within 2 s, but still alive', async () => {
    const { url } = await serveWithTemporalAt(await address());
    const elapsedMs = startClock();
    const ready = await readAnswer(await fetch(`${url}/readyz`));
    expect(elapsedMs()).toBeLessThan(2000);
    expect(ready).toMatchObject({ status: 503, body: { detail: 'Temporal is not reachable.' } });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('accepts events that do not need Temporal', async () => {
    const { post } = await serveWithTemporalAt(await address());
    expect(await post(webhook({ event: 'call.created' }))).toMatchObject({ status: 200 });
  });
});
