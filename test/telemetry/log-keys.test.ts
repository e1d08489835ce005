import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HttpProblem } from '../../src/http/problem.ts';
import { logKeys } from '../../src/telemetry/logger.ts';
import { readFixture } from '../adapters/aircall/call-body.ts';
import { serveApp, webhook } from '../http/serve-app.ts';
import { keepLogLines } from './log-lines.ts';

const samples = readdirSync(new URL('../fixtures/aircall/', import.meta.url))
  .map((file) => file.replace('.json', ''))
  .filter((name) => /^[a-f]\d/.test(name));

test.each(samples)('the log names the call of %s, whatever its outcome', async (name) => {
  const { logger, last } = keepLogLines();
  const { post } = await serveApp({ log: logger });
  const body = readFixture(name);
  await post(body);
  expect(last()).toMatchObject({
    callId: (body['data'] as { id: number }).id,
    event: body['event'],
    status: 200,
    durationMs: expect.any(Number) as number,
  });
});

test('the log names a call that cannot be read, and one that cannot be stored', async () => {
  const { logger, text } = keepLogLines();
  const deliver = (): Promise<never> => Promise.reject(new HttpProblem({ status: 500, detail: 'away' }));
  const { post } = await serveApp({ log: logger, calls: { deliver } });
  expect(await post(webhook({}, { direction: 'sideways' }))).toMatchObject({ status: 400 });
  expect(await post(webhook())).toMatchObject({ status: 503 });
  const lines = text()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ status, event }) => [status, event])).toEqual([
    [400, 'call.ended'],
    [undefined, 'call.ended'],
    [503, 'call.ended'],
  ]);
  expect(new Set(lines.map(({ callId }) => callId))).toEqual(new Set([(webhook()['data'] as { id: number }).id]));
});

test("the SDK's lines use our keys, with the call id and without the task token", () => {
  const { logger, last } = keepLogLines();
  const ofActivity = { workflowId: 'call-812345678', activityType: 'attachMedia', attempt: 3, taskToken: 'AAEC' };
  logger.warn({ ...ofActivity, sdk: true }, 'Activity failed');
  expect(last()).toEqual({
    time: expect.any(String) as string,
    level: 'warn',
    callId: 812_345_678,
    workflowId: 'call-812345678',
    activity: 'attachMedia',
    attempt: 3,
    sdk: true,
    msg: 'Activity failed',
  });
});

test.each(['caller-0123456789abcdef', 'archive-cnv_1', 'call-x', 'backfill-2026', 7, undefined])(
  'a workflow that does not belong to one call has no call id: %j',
  (workflowId) => {
    const { logger, last } = keepLogLines();
    logger.info({ workflowId }, 'done');
    expect(last()).not.toHaveProperty('callId');
  },
);

test('the keys match the agreed list', () => {
  expect(Object.keys(logKeys)).toEqual([
    'callId',
    'workflowId',
    'activity',
    'event',
    'vendor',
    'operation',
    'status',
    'durationMs',
  ]);
});
