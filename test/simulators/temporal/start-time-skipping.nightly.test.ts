import { fileURLToPath } from 'node:url';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTimeSkippingServer, type TimeSkippingServer } from '../../../simulators/temporal/start-time-skipping.ts';
import { registerSearchAttributes } from '../../../src/adapters/temporal/connection/search-attributes.ts';
import { searchAttributeNames } from '../../../workflows/messages.ts';

let server: TimeSkippingServer;
let environment: TestWorkflowEnvironment;
let startedInMs: number;

beforeAll(async () => {
  const startedAtMs = Date.now();
  server = await startTimeSkippingServer({ report: console.error });
  environment = await server.connect();
  startedInMs = Date.now() - startedAtMs;
});

afterAll(async () => {
  await environment.teardown();
  await server.stop();
});

test('skips an hour at once, and accepts every search attribute', async () => {
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue: 'hours',
    workflowsPath: fileURLToPath(new URL('hour-workflow.ts', import.meta.url)),
  });
  const startedAtMs = Date.now();
  const beganAtMs = await environment.currentTimeMs();
  const options = { taskQueue: 'hours', workflowId: 'hour', args: [{ names: searchAttributeNames }] };
  expect(await worker.runUntil(environment.client.workflow.execute('hourWorkflow', options))).toBe('slept');
  expect((await environment.currentTimeMs()) - beganAtMs).toBeGreaterThanOrEqual(3_600_000);
  expect((await environment.currentTimeMs()) - beganAtMs).toBeLessThan(2 * 3_600_000);
  expect(Date.now() - startedAtMs).toBeLessThan(60_000);
  console.log(`time-skipping server up in ${startedInMs} ms`);
});

test('registering attributes again without being able to list them is no error, over any connection', async () => {
  for (const connection of [environment.connection, environment.nativeConnection]) {
    expect(await registerSearchAttributes(connection, 'default')).toEqual({ outcome: 'registered', added: [] });
  }
});
