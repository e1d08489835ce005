import { expect, test } from 'vitest';
import { metricsRoute } from '../../src/http/probes.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { countWebhook } from '../../src/telemetry/request-metrics.ts';
import { readAnswer, serveApp, webhook } from './serve-app.ts';

async function serveMetrics() {
  const metrics = createMetrics();
  const served = await serveApp({ onWebhook: countWebhook(metrics), routers: [metricsRoute(metrics)] });
  return { ...served, scrape: () => fetch(`${served.url}/metrics`) };
}

test('GET /metrics counts webhooks by event and outcome, and reveals nothing about a call', async () => {
  const { post, scrape } = await serveMetrics();
  await post(webhook());
  await post(webhook());
  await post(webhook({ event: 'call.invented' }));
  await post(webhook({ token: 'wrong' }));
  await post(webhook({}, { direction: 'sideways' }));
  await post('{');
  const answer = await scrape();
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; *version=0\.0\.4/);
  expect(text.split('\n').filter((line) => line.startsWith('callthread_webhooks_total'))).toEqual([
    'callthread_webhooks_total{event="call.ended",outcome="accepted"} 2',
    'callthread_webhooks_total{event="other",outcome="ignored"} 1',
    'callthread_webhooks_total{event="none",outcome="refused"} 2',
    'callthread_webhooks_total{event="call.ended",outcome="refused"} 1',
  ]);
  expect(text).toContain('callthread_webhook_seconds_count 6');
  const { id, raw_digits: digits } = webhook()['data'] as { id: number; raw_digits: string };
  for (const secret of [String(id), digits.replaceAll(/\D/g, ''), 'invented', 'wrong'])
    expect(text).not.toContain(secret);
});

test('/metrics allows only GET and HEAD', async () => {
  const { url } = await serveMetrics();
  const head = await fetch(`${url}/metrics`, { method: 'HEAD' });
  expect(head.status).toBe(200);
  const posted = await readAnswer(await fetch(`${url}/metrics`, { method: 'POST' }));
  expect(posted).toMatchObject({ status: 405, body: { status: 405 } });
  expect(posted.headers.get('allow')).toBe('GET, HEAD');
});
