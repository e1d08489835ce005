import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { createAircallClient } from '../../src/adapters/aircall/client.ts';
import { createFrontClient } from '../../src/adapters/front/client.ts';
import { createRateLimiter } from '../../src/adapters/front/rate-limiter.ts';
import { openDownload } from '../../src/adapters/http/download.ts';
import type { RequestSeen } from '../../src/adapters/http/request.ts';
import { logVendorFault } from '../../src/service/telemetry.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { countVendorRequest } from '../../src/telemetry/request-metrics.ts';
import { serve } from '../adapters/http/serve.ts';
import { silentPort } from '../http/webhooks/silent-port.ts';
import { keepLogLines } from './log-lines.ts';

const key = { apiId: 'test-id', apiToken: 'test-token' };

test('reports each request once, with its outcome', async () => {
  const seen: RequestSeen[] = [];
  const onAnswered = (request: RequestSeen): void => void seen.push(request);
  const answering = (status: number) =>
    serve((_request, response) => response.writeHead(status).end('{"ping":"pong"}'));
  const ping = (apiUrl: string, timeoutMs = 60_000) =>
    createAircallClient({ ...key, apiUrl, timeoutMs, onAnswered })
      .ping()
      .catch(() => {});
  await ping(await answering(200));
  await ping(await answering(429));
  await ping(await answering(503));
  await ping(`http://127.0.0.1:${await silentPort()}`, 200);
  await ping(await serve((request) => request.socket.destroy()));
  await ping('http://127.0.0.1:1');
  expect(seen.map(({ status }) => status)).toEqual([200, 429, 503, 'timeout', 'cut', 'refused']);
  expect(seen.every(({ vendor, operation }) => vendor === 'Aircall' && operation === 'ping')).toBe(true);
  expect(seen[3]?.durationMs).toBeGreaterThanOrEqual(190);
});

test('reports the download of a file too', async () => {
  const seen: RequestSeen[] = [];
  const url = await serve((_request, response) => response.writeHead(403).end());
  const asked = { vendor: 'Aircall', operation: 'download-audio', url, timeoutMs: 120_000 } as const;
  await expect(openDownload({ ...asked, onAnswered: (request) => void seen.push(request) })).rejects.toThrow('403');
  expect(seen).toMatchObject([{ vendor: 'Aircall', operation: 'download-audio', status: 403 }]);
});

test("reports Front's limit as sent, and no wait for the rate limiter in a request's duration", async () => {
  const limits: Array<[number, number]> = [];
  const seen: RequestSeen[] = [];
  let left = 3;
  const apiUrl = await serve((_request, response) => {
    left -= 1;
    response
      .writeHead(200, { 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': String(left) })
      .end('{"_results":[]}');
  });
  const windowMs = 1000;
  const rateLimiter = createRateLimiter({
    perMinute: 1,
    workers: () => 1,
    windowMs,
    onLimit: (limit, rest) => void limits.push([limit, rest]),
  });
  const front = createFrontClient({
    apiUrl,
    apiToken: 'test-token',
    rateLimiter,
    onAnswered: (request) => void seen.push(request),
  });
  const startedAtMs = performance.now();
  await Promise.all([front.listInboxes('cnv_1'), front.listInboxes('cnv_2')]);
  const tookMs = performance.now() - startedAtMs;
  expect(limits).toEqual([
    [50, 2],
    [50, 1],
  ]);
  expect(seen.map(({ operation }) => operation)).toEqual(['list-conversation-inboxes', 'list-conversation-inboxes']);
  // The wait is in neither duration, however slow both requests were.
  const durationsMs = seen.reduce((sum, { durationMs }) => sum + durationMs, 0);
  expect(tookMs - durationsMs).toBeGreaterThanOrEqual(windowMs - 10);
});

test('counts requests by vendor, operation and status', async () => {
  const metrics = createMetrics();
  const count = countVendorRequest(metrics);
  const request = { vendor: 'Front', operation: 'import-inbox-message', durationMs: 700 };
  for (const status of [202, 202, 'timeout']) count({ ...request, status });
  const text = await metrics.text();
  const labels = 'vendor="Front",operation="import-inbox-message"';
  expect(text).toContain(`callthread_vendor_requests_total{${labels},status="202"} 2`);
  expect(text).toContain(`callthread_vendor_requests_total{${labels},status="timeout"} 1`);
  expect(text).toContain(`callthread_vendor_request_seconds_bucket{le="0.5",${labels}} 0`);
  expect(text).toContain(`callthread_vendor_request_seconds_bucket{le="1",${labels}} 3`);
});

test('logs failed requests with their call id, and no others', async () => {
  const { logger, text, last } = keepLogLines();
  const report = logVendorFault(logger);
  const request = { vendor: 'Front', operation: 'add-comment', durationMs: 12.3 } as const;
  for (const status of [200, 202, 301, 404, 422]) report({ ...request, status });
  expect(text()).toBe('');
  const workflowExecution = { workflowId: 'call-812345678', runId: 'r' };
  const environment = new MockActivityEnvironment({ workflowExecution, activityType: 'addComment', attempt: 2 });
  await environment.run(async () => report({ ...request, status: 503 }));
  expect(last()).toMatchObject({
    level: 'warn',
    callId: 812_345_678,
    workflowId: 'call-812345678',
    activity: 'addComment',
    vendor: 'Front',
    operation: 'add-comment',
    status: 503,
    durationMs: 12,
  });
  report({ ...request, status: 'timeout' });
  expect(last()).toMatchObject({ status: 'timeout' });
  expect(last()).not.toHaveProperty('workflowId');
});
