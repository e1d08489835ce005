import { expect, onTestFinished, test } from 'vitest';
import type { CallStarter } from '../../src/adapters/temporal/calls/start-call.ts';
import { connectTemporal } from '../../src/adapters/temporal/connection/client.ts';
import type { CallEvent } from '../../src/domain/call-event.ts';
import { createServiceMetrics, type ServiceMetrics } from '../../src/service/telemetry.ts';
import { listenBesideWorker } from '../../src/service/web.ts';
import { openTestLedger } from '../adapters/ledger/open-test-ledger.ts';
import { aCall } from '../fixtures/a-call.ts';
import { ledgerCall } from '../http/plugin/ledger-call.ts';
import { keepLogLines } from '../telemetry/log-lines.ts';

const { logger } = keepLogLines();

function watchWith(options: Partial<Parameters<typeof createServiceMetrics>[0]> = {}): ServiceMetrics {
  const client = connectTemporal({ TEMPORAL_ADDRESS: '127.0.0.1:1' }, []);
  onTestFinished(() => client.connection.close());
  return createServiceMetrics({
    client,
    hasCallbacks: false,
    ledger: null,
    readSdkMetrics: null,
    tracing: null,
    log: logger,
    ...options,
  });
}

async function linesOf({ metrics }: ServiceMetrics, name: string): Promise<string[]> {
  return (await metrics.text()).split('\n').filter((line) => line.startsWith(name));
}

test('counts the outcome of each event without changing it', async () => {
  const watch = watchWith();
  const answers: Array<'accepted' | 'ignored' | Error> = ['accepted', 'ignored', new Error('away'), 'accepted'];
  const starter: CallStarter = {
    startMissing: async () => true,
    deliver: async () => {
      const answer = answers.shift() ?? 'accepted';
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const { deliver, startMissing } = watch.counted(starter);
  const event: CallEvent = { name: 'call.ended', saidAtSeconds: 1, call: aCall() };
  expect([await deliver(event), await deliver(event)]).toEqual(['accepted', 'ignored']);
  await expect(deliver(event)).rejects.toThrow('away');
  expect([await deliver(event), await startMissing(event)]).toEqual(['accepted', true]);
  expect(await linesOf(watch, 'callthread_workflow_starts_total')).toEqual([
    'callthread_workflow_starts_total{outcome="accepted"} 2',
    'callthread_workflow_starts_total{outcome="ignored"} 1',
    'callthread_workflow_starts_total{outcome="unavailable"} 1',
  ]);
});

test('counts activities by outcome, and the time that live calls take to reach Front', async () => {
  const watch = watchWith();
  watch.activities.attempted('addComment', 'done');
  watch.activities.attempted('addComment', 'FrontNotFound');
  watch.activities.reachedFront(42);
  watch.activities.missedAgent();
  expect(await linesOf(watch, 'callthread_activities_total')).toEqual([
    'callthread_activities_total{activity="addComment",outcome="done"} 1',
    'callthread_activities_total{activity="addComment",outcome="FrontNotFound"} 1',
  ]);
  const lines = await linesOf(watch, 'callthread_hangup_to_front_seconds_bucket');
  expect(lines.filter((line) => /le="(30|45)"/.test(line)).map((line) => line.slice(-1))).toEqual(['0', '1']);
  expect(await linesOf(watch, 'callthread_unmatched_agents_total')).toEqual(['callthread_unmatched_agents_total 1']);
});

test('the coverage spans the last 24 hours, and is absent without a ledger', async () => {
  const ledger = await openTestLedger();
  onTestFinished(() => ledger.close());
  const nowSeconds = Math.floor(Date.now() / 1000);
  const hoursAgo = (hours: number) => nowSeconds - hours * 3600;
  await ledger.record(ledgerCall({ id: 1, startedAtSeconds: hoursAgo(1) }), 1);
  await ledger.record(ledgerCall({ id: 2, startedAtSeconds: hoursAgo(23) }), 1);
  await ledger.record(ledgerCall({ id: 3, startedAtSeconds: hoursAgo(2), state: 'parked' }), 1);
  await ledger.record(ledgerCall({ id: 4, startedAtSeconds: hoursAgo(25) }), 1);
  const { direction, line } = ledgerCall();
  await ledger.recordListed([{ id: 5, direction, line, startedAtSeconds: hoursAgo(3), wanted: true }]);
  expect(await linesOf(watchWith({ ledger }), 'callthread_coverage_calls')).toEqual([
    'callthread_coverage_calls{kind="aircall"} 4',
    'callthread_coverage_calls{kind="front"} 2',
    'callthread_coverage_calls{kind="missing"} 1',
    'callthread_coverage_calls{kind="parked"} 1',
  ]);
  expect(await linesOf(watchWith(), 'callthread_coverage_calls')).toEqual([]);
});

test('a lone worker serves its metrics and health, and starts even if the port is taken', async () => {
  const { logger: workerLog, last } = keepLogLines();
  const watch = watchWith({ readSdkMetrics: async () => 'temporal_worker_start 1\n' });
  const listener = await listenBesideWorker(watch, 0, workerLog);
  const port = listener?.port ?? 0;
  expect(last()).toMatchObject({ level: 'info', port });
  const get = async (path: string) => await fetch(`http://127.0.0.1:${port}${path}`);
  expect(await (await get('/healthz')).json()).toEqual({ status: 'alive' });
  expect((await (await get('/metrics')).text()).split('\n')).toEqual(
    expect.arrayContaining(['callthread_temporal_up 0', 'temporal_worker_start 1']),
  );
  expect((await get('/webhooks/aircall')).status).toBe(404);
  expect(await listenBesideWorker(watch, port, workerLog)).toBeNull();
  expect(last()).toMatchObject({ level: 'warn' });
  await listener?.close();
});
