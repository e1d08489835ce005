import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { checkCollector } from '../../../src/cli/doctor/service-checks.ts';
import type { TracingConfig } from '../../../src/config/config.ts';
import { serve } from '../../adapters/http/serve.ts';
import { startCollector } from '../../telemetry/tracing/collector.ts';

function tracing(url: string, changed: Partial<TracingConfig> = {}): TracingConfig {
  return { url, protocol: 'http/protobuf', headers: {}, serviceName: 'callthread', ...changed };
}

it('accepts tracing that is off', async () => {
  expect(await checkCollector(null)).toMatchObject({ level: 'ok', found: expect.stringMatching(/^off/) });
});

it('sends no spans to a working collector', async () => {
  const collector = await startCollector();
  const headers = { authorization: 'Bearer collector-token-0001' };
  const found = await checkCollector(tracing(`${collector.url}/v1/traces`, { protocol: 'http/json', headers }));
  expect(found).toMatchObject({ level: 'ok', remedy: null });
  expect(collector.authorizations).toEqual([headers.authorization]);
  expect(collector.spans).toEqual([]);
  await collector.close();
});

it('sends an empty protobuf request when protobuf is configured', async () => {
  const asked: IncomingMessage['headers'][] = [];
  const url = await serve((request, response) => {
    asked.push(request.headers);
    response.end();
  });
  expect(await checkCollector(tracing(url))).toMatchObject({ level: 'ok' });
  expect(asked).toMatchObject([{ 'content-type': 'application/x-protobuf', 'content-length': '0' }]);
});

it.each([
  [401, /OTEL_EXPORTER_OTLP_HEADERS/],
  [404, /OTEL_EXPORTER_OTLP_ENDPOINT/],
])('warns with a remedy when the collector answers %i', async (status, remedy) => {
  const url = await serve((_request, response) => response.writeHead(status).end());
  const found = await checkCollector(tracing(url));
  expect(found).toMatchObject({ level: 'warn', found: `${url} answers ${status}` });
  expect(found.remedy).toMatch(remedy);
});

it('warns when the collector does not answer', async () => {
  expect(await checkCollector(tracing('http://127.0.0.1:1/v1/traces'))).toMatchObject({
    level: 'warn',
    found: 'http://127.0.0.1:1/v1/traces does not answer',
  });
});
