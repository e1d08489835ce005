import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { startTracing } from '../../../src/telemetry/start-tracing.ts';
import type { Tracing } from '../../../src/telemetry/tracing.ts';
import { serve } from '../../adapters/http/serve.ts';
import { keepLogLines } from '../log-lines.ts';

function start(url: string, changed: Partial<Parameters<typeof startTracing>[0]> = {}) {
  const { logger: log, text } = keepLogLines();
  const tracing = startTracing({
    url,
    protocol: 'http/protobuf',
    headers: {},
    serviceName: 'callthread',
    log,
    ...changed,
  });
  return {
    tracing,
    warnings: () =>
      text()
        .split('\n')
        .filter((line) => line.includes('collector')),
  };
}

function makeSpan({ onAnswered }: Tracing): void {
  onAnswered({ vendor: 'Front', operation: 'list-inboxes', status: 200, durationMs: 12 });
}

it('sends spans in protobuf, or in JSON if configured', async () => {
  const types: unknown[] = [];
  const url = await serve((request, response) => {
    types.push(request.headers['content-type']);
    response.end();
  });
  for (const protocol of ['http/protobuf', 'http/json'] as const) {
    const { tracing, warnings } = start(url, { protocol });
    makeSpan(tracing);
    expect(await tracing.stop()).toBe(true);
    expect(warnings()).toEqual([]);
  }
  expect(types).toEqual(['application/x-protobuf', 'application/json']);
});

it('warns once about a collector that refuses, and reports once that it recovers', async () => {
  let status = 400;
  let answered = 0;
  const url = await serve((_request, response) => {
    answered += 1;
    response.writeHead(status).end();
  });
  process.env['OTEL_BSP_SCHEDULE_DELAY'] = '20';
  const { tracing, warnings } = start(url);
  delete process.env['OTEL_BSP_SCHEDULE_DELAY'];
  for (const count of [1, 2, 3, 4]) {
    if (count === 3) status = 200;
    makeSpan(tracing);
    await expect.poll(() => answered, { timeout: 120_000 }).toBe(count);
    // The next span must be in its own batch.
    await expect.poll(() => warnings().length).toBe(count < 3 ? 1 : 2);
  }
  await tracing.stop();
  expect(warnings().map((line) => /"msg":"([^"]*)/.exec(line)?.[1])).toEqual([
    'the trace collector does not accept spans; calls are still logged',
    'the trace collector accepts spans again; those in between are lost',
  ]);
});

it('stops without waiting for a collector that never answers', async () => {
  const held: ServerResponse[] = [];
  const url = await serve((_request, response) => held.push(response));
  const { tracing } = start(url, { timeoutMs: 50 });
  makeSpan(tracing);
  expect(await tracing.stop()).toBe(false);
  await expect.poll(() => held.length).toBe(1);
});
