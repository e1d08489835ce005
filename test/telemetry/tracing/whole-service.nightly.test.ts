import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCallthread } from '../../e2e/service-process.ts';
import { openTown, type Town } from '../../e2e/town.ts';
import { bodyOf } from '../../workflows/body-of.ts';
import { type Collector, type ReceivedSpan, startCollector } from './collector.ts';
import { loadedModules, reportingModules } from './loaded-modules.ts';
import { replayWith } from './replay-with.ts';

/** But for its interfaces, which prom-client loads for itself. */
const openTelemetry = /node_modules\/@(?:opentelemetry\/(?!api\/)|temporalio\/interceptors-opentelemetry\/)/;

let town: Town;
let collector: Collector;
beforeAll(async () => {
  [town, collector] = await Promise.all([
    openTown('front: { requestsPerMinute: 1000 }\nvoicemail: { delay: 1s, settle: 1s }\n'),
    startCollector(),
  ]);
});
afterAll(async () => {
  await Promise.all([town?.close(), collector?.close()]);
});

/**
 * Starts the service, delivers a call, stops it once the call's run is over. @returns which CommonJS modules it has
 * loaded
 */
async function logCall(callId: number, changed: Record<string, string>): Promise<string[]> {
  const file = join(town.environment['CALLTHREAD_DATA'] ?? '', `loaded-${callId}.json`);
  const service = await startCallthread('start', {
    ...town.environment,
    ...reportingModules(file),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    // Spans are sent at the stop.
    OTEL_BSP_SCHEDULE_DELAY: '600000',
    ...changed,
  });
  try {
    const body = bodyOf('a6-call.ended.inbound-answered');
    expect(await town.post(service.url, { ...body, data: { ...body.data, id: callId } })).toBe(200);
    // A run is over, and its span with it, some time after the call is done.
    await town.client.workflow.getHandle(`call-${callId}`).result();
    expect(collector.bodies).toEqual([]);
  } finally {
    expect(await service.stop('SIGTERM')).toBe(0);
  }
  return loadedModules(file);
}

/** @returns the names of the span and of all above it, its own last */
function lineOf(span: ReceivedSpan | undefined): string[] {
  if (span === undefined) return [];
  const parent = collector.spans.find(
    ({ spanId, traceId }) => spanId === span.parentSpanId && traceId === span.traceId,
  );
  expect(span.parentSpanId === undefined || span.parentSpanId === parent?.spanId).toBe(true);
  return [...lineOf(parent), span.name];
}

it('loads no tracing module while traces are off, whatever the endpoint', async () => {
  const modules = await logCall(8_100_001, { OTEL_TRACES_EXPORTER: 'none' });
  expect(modules.filter((path) => openTelemetry.test(path))).toEqual([]);
  expect(modules.some((path) => path.includes('@temporalio/worker'))).toBe(true);
  expect(collector.bodies).toEqual([]);
});

it('a trace leads from the webhook to the requests to Front, and is sent before the process ends', async () => {
  // Front refuses once, so that there is an event to report.
  town.front.faults.add({ kind: 'status', status: 503, path: '^/contacts/', times: 1 });
  const startedAtMs = Date.now();
  const modules = await logCall(8_100_002, {
    OTEL_SERVICE_NAME: 'calls-of-the-test',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20collector-token-0001',
  });
  expect(modules.some((path) => openTelemetry.test(path))).toBe(true);
  expect(new Set(collector.authorizations)).toEqual(new Set(['Bearer collector-token-0001']));

  const { spans } = collector;
  expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['calls-of-the-test']));
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  const lines = spans.map((span) => lineOf(span).join(' > '));
  const workflow = 'POST /webhooks/aircall > SignalWithStartWorkflow:callWorkflow > RunWorkflow:callWorkflow';
  const attempt = (activity: string) => `${workflow} > StartActivity:${activity} > RunActivity:${activity}`;
  expect(lines).toEqual(
    expect.arrayContaining([
      'POST /webhooks/aircall > SignalWithStartWorkflow:callWorkflow > HandleSignal:aircallEvent',
      `${attempt('findOrCreateContact')} > Front list-contact-conversations`,
      `${attempt('appendToConversation')} > Front import-inbox-message`,
    ]),
  );
  const { entries } = town.front.journal;
  const requests = spans.filter(({ attributes }) => attributes['callthread.vendor'] === 'Front');
  expect(requests.length).toBeGreaterThan(5);
  expect(entries.length).toBeGreaterThan(requests.length);
  for (const { startTimeUnixNano, endTimeUnixNano } of spans) {
    const [startMs, endMs] = [startTimeUnixNano, endTimeUnixNano].map((nanos) => Number(BigInt(nanos) / 1_000_000n));
    expect(startMs).toBeGreaterThanOrEqual(startedAtMs);
    expect(endMs).toBeGreaterThanOrEqual(startMs ?? Number.NaN);
    expect(endMs).toBeLessThanOrEqual(Date.now());
  }
});

it('spans record outcomes, failures and retries', () => {
  const named = (name: string) => collector.spans.filter((span) => span.name === name);
  const [webhook] = named('POST /webhooks/aircall');
  expect(webhook?.attributes).toMatchObject({
    'callthread.event': 'call.ended',
    'callthread.outcome': 'accepted',
    'callthread.call_id': 8_100_002,
    'http.response.status_code': 200,
  });
  const refused = named('Front list-contact-conversations').find(({ status }) => status.code === 2);
  expect(refused?.attributes).toMatchObject({ 'http.response.status_code': 503 });
  const [failed, again] = named('RunActivity:findOrCreateContact');
  expect([failed?.status.code, failed?.attributes['error.type']]).toEqual([2, 'FrontUnavailable']);
  expect([again?.status.code, again?.attributes['error.type']]).toEqual([1, undefined]);
  const ofWorkflow = named('RunWorkflow:callWorkflow').concat(named('StartActivity:appendToConversation'));
  expect(ofWorkflow.map(({ attributes }) => attributes['temporalWorkflowId'])).toEqual([
    'call-8100002',
    'call-8100002',
  ]);
});

it('spans contain no number, name, token or query string', () => {
  const exported = collector.bodies.join('\n');
  expect(exported).toContain('call-8100002');
  const secret =
    /7946 ?0900|442079|Anna|Casey|Example Ltd|@example|token|Bearer|Support|caller-|\?|Front answered|stack/;
  expect(secret.exec(exported)).toBeNull();
});

it('a run logged with traces replays without them, and the other way round', async () => {
  const histories = await Promise.all(
    [8_100_001, 8_100_002].map(async (callId): Promise<[string, unknown]> => {
      const id = `call-${callId}`;
      return [id, await town.client.workflow.getHandle(id).fetchHistory()];
    }),
  );
  const good = { 'call-8100001': undefined, 'call-8100002': undefined };
  expect(await replayWith('plain', histories)).toEqual(good);
  expect(await replayWith('traced', histories)).toEqual(good);
});
