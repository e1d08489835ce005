import { expect, test, vi } from 'vitest';
import { memoize } from '../../src/telemetry/memoize.ts';
import { metricTable } from '../../src/telemetry/metric-table.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { beginWebhookCounts, countWebhook, reportFrontLimit } from '../../src/telemetry/request-metrics.ts';

/** @returns the lines of one metric with their values, without help and type */
async function linesOf(metrics: { text(): Promise<string> }, name: string): Promise<string[]> {
  return (await metrics.text()).split('\n').filter((line) => line.startsWith(name));
}

test('lists every metric of the table by name and type', async () => {
  const text = await createMetrics().text();
  for (const [name, { type, help }] of Object.entries(metricTable)) {
    expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`);
  }
  expect(text).toContain('process_resident_memory_bytes');
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
});

test('follows the naming rules of Prometheus', () => {
  for (const [name, metric] of Object.entries(metricTable)) {
    expect(name).toMatch(metric.type === 'counter' ? /^callthread_[a-z_]+_total$/ : /^callthread_[a-z_]+(?<!_total)$/);
    const buckets = metric.type === 'histogram' ? metric.buckets : [];
    expect(buckets).toEqual(buckets.toSorted((a, b) => a - b));
    expect(metric.labels.filter((label) => /id|name|caller|number|agent|line/i.test(label))).toEqual([]);
  }
});

test('a gauge is absent until it is read, and when reading it fails', async () => {
  const metrics = createMetrics();
  expect(await linesOf(metrics, 'callthread_temporal_up')).toEqual([]);
  let value: number | null = 1;
  metrics.onScrape('callthread_temporal_up', async () => {
    if (value === null) throw new Error('away');
    return [{ labels: {}, value }];
  });
  expect(await linesOf(metrics, 'callthread_temporal_up')).toEqual(['callthread_temporal_up 1']);
  value = 0;
  expect(await linesOf(metrics, 'callthread_temporal_up')).toEqual(['callthread_temporal_up 0']);
  value = null;
  expect(await linesOf(metrics, 'callthread_temporal_up')).toEqual([]);
});

test('a series disappears once it is no longer read', async () => {
  const metrics = createMetrics();
  const failures = ['FrontNotFound', 'FrontRejected'];
  metrics.onScrape('callthread_parked', async () => failures.map((failure) => ({ labels: { failure }, value: 2 })));
  expect(await linesOf(metrics, 'callthread_parked')).toHaveLength(2);
  failures.pop();
  expect(await linesOf(metrics, 'callthread_parked')).toEqual(['callthread_parked{failure="FrontNotFound"} 2']);
});

test('counts webhooks by known event; all other events share one name', async () => {
  const metrics = createMetrics();
  const count = countWebhook(metrics);
  const names = ['call.ended', 'call.ended', 'call.ringing_on_agent', 'anything +33186651010', null];
  for (const event of names) count({ event, outcome: 'accepted', durationMs: 20 });
  expect(await linesOf(metrics, 'callthread_webhooks_total')).toEqual([
    'callthread_webhooks_total{event="call.ended",outcome="accepted"} 2',
    'callthread_webhooks_total{event="other",outcome="accepted"} 2',
    'callthread_webhooks_total{event="none",outcome="accepted"} 1',
  ]);
  expect(await linesOf(metrics, 'callthread_webhook_seconds_bucket{le="0.01"}')).toEqual([
    'callthread_webhook_seconds_bucket{le="0.01"} 0',
  ]);
  expect(await linesOf(metrics, 'callthread_webhook_seconds_bucket{le="0.025"}')).toEqual([
    'callthread_webhook_seconds_bucket{le="0.025"} 5',
  ]);
});

test('counters of alerts start at 0, so that the first event is an increase', async () => {
  const metrics = createMetrics();
  beginWebhookCounts(metrics);
  const lines = await linesOf(metrics, 'callthread_webhooks_total');
  expect(lines).toContain('callthread_webhooks_total{event="call.ended",outcome="unavailable"} 0');
  expect(lines).toContain('callthread_webhooks_total{event="none",outcome="refused"} 0');
  expect(lines.filter((line) => line.includes('accepted'))).toEqual([]);
});

test("Front's limit is absent before its first answer, and full again a minute after its last", async () => {
  const metrics = createMetrics();
  let nowMs = 0;
  const report = reportFrontLimit(metrics, () => nowMs);
  expect(await linesOf(metrics, 'callthread_front_limit')).toEqual([]);
  report(100, 3);
  const left = async (): Promise<string | undefined> => (await linesOf(metrics, 'callthread_front_limit_left'))[0];
  nowMs = 59_000;
  expect(await left()).toBe('callthread_front_limit_left 3');
  nowMs = 60_000;
  expect(await left()).toBe('callthread_front_limit_left 100');
  expect(await linesOf(metrics, 'callthread_front_limit ')).toEqual(['callthread_front_limit 100']);
});

test('memoize shares a result among all callers until it expires', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    let asked = 0;
    const answer = memoize(async () => (asked += 1), { keptMs: 15_000 });
    expect(await Promise.all([answer(), answer()])).toEqual([1, 1]);
    vi.advanceTimersByTime(14_999);
    expect(await answer()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(await answer()).toBe(2);
  } finally {
    vi.useRealTimers();
  }
});

test('memoize calls a failing source once, and does not wait for a slow one', async () => {
  let asked = 0;
  const failing = memoize(
    () => {
      asked += 1;
      return Promise.reject(new Error('away'));
    },
    { keptMs: 60_000 },
  );
  expect([await failing(), await failing(), asked]).toEqual([null, null, 1]);
  const slow = memoize(() => new Promise<number>(() => {}), { keptMs: 60_000, timeoutMs: 10 });
  expect(await slow()).toBeNull();
});
