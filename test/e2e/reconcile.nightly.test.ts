import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { reconcileScheduleId } from '../../src/adapters/temporal/operations/schedule.ts';
import { playPastCall } from '../workflows/play-past-call.ts';
import { entriesOf } from './entries-of.ts';
import { runCommand } from './run-command.ts';
import { type StartedService, startService } from './start-service.ts';
import { openTown, type Town } from './town.ts';

let town: Town;
let service: StartedService;
beforeAll(async () => {
  town = await openTown('front: { requestsPerMinute: 100000 }\nvoicemail: { delay: 1s }\n');
  const environment = { ...town.environment, PUBLIC_URL: 'https://calls.example.com' };
  service = await startService(environment);
  // It might look for itself at any time, once the worker has made it.
  await vi.waitFor(() => town.client.schedule.getHandle(reconcileScheduleId).pause('for the test'), {
    timeout: 120_000,
    interval: 200,
  });
});
afterAll(async () => {
  await service?.stop('SIGKILL');
  await town?.close();
});

describe('an hour without webhooks', () => {
  it('is caught up by one reconcile, and a second one finds nothing new', async () => {
    const nowSeconds = Math.floor(Date.now() / 1000);
    const kinds = [
      { agent: 70001, talkSeconds: 60, recording: { availableAfterMs: 0 } },
      { voicemail: { availableAfterMs: 60_000 } },
      { direction: 'outbound' as const, agent: 70002 },
      {},
    ];
    const ids = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        playPastCall(town.aircall, {
          ...kinds[index % kinds.length],
          caller: `+44 20 7946 ${1000 + (index % 25)}`,
          startedAtSeconds: nowSeconds - 3600 + index * 80,
        }),
      ),
    );
    const first = await runCommand(['reconcile', '--from', '2h'], town.environment);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('40 calls seen, 40 started, 0 known.');
    for (const id of ids) await town.stateOf(id, ({ state }) => state === 'done');
    await town.front.settled();
    const expected = [['call', 'duration', 'recording'], ['call', 'voicemail'], ['call'], ['call']];
    for (const [index, id] of ids.entries()) {
      const kind = expected[index % expected.length] ?? [];
      expect(entriesOf(town.front, id).map(([key]) => key)).toEqual(kind.map((entry) => `aircall-${id}-${entry}`));
    }
    expect(town.front.state.conversations).toHaveLength(25);

    const second = await runCommand(['reconcile', '--from', '2h'], town.environment);
    expect(second.stdout).toContain('40 calls seen, 0 started, 40 known.');
    expect(second.code).toBe(0);
  });
});

describe('a webhook that Aircall has disabled', () => {
  it('is enabled again with the events it had', async () => {
    const events = ['call.ended', 'call.voicemail_left'];
    const webhook = town.aircall.addWebhook({ url: 'https://calls.example.com/webhooks/aircall', events });
    webhook.active = false;
    const { code, stdout } = await runCommand(['reconcile', '--from', '10m'], town.environment);
    expect(stdout).toContain("Aircall's webhook: enabled again");
    expect(code).toBe(0);
    expect(webhook).toMatchObject({ active: true, events });
  });
});

describe('a reconcile that fails', () => {
  it('explains what failed and what to do, and exits with 1', async () => {
    const fault = town.aircall.faults.add({ path: '^/v1/calls$', kind: 'status', status: 403 });
    const { code, stderr } = await runCommand(['reconcile', '--from', '10m'], town.environment);
    expect(code).toBe(1);
    expect(stderr).toMatch(/failed\. AircallUnauthorized: Aircall answered 403/);
    expect(stderr).toContain('AIRCALL_API_ID');
    expect(stderr).not.toMatch(/\n\s+at /);
    town.aircall.faults.remove(fault);
  });
});
