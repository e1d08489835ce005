import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connectTemporal } from '../../src/adapters/temporal/connection/client.ts';
import { listenHttp } from '../../src/http/listen.ts';
import { setUpNamespace } from '../../src/service/temporal.ts';
import { readAnswer } from '../http/serve-app.ts';
import { sharedNamespace } from '../kit/shared-namespace.ts';
import { wholeApp } from '../openapi/whole-app.ts';
import { keepLogLines } from '../telemetry/log-lines.ts';

const { INDEXED_VALUE_TYPE_KEYWORD } = proto.temporal.api.enums.v1.IndexedValueType;

test('a namespace without room is not ready, causes one log line with the remedy, and recovers', async () => {
  const namespace = 'without-room';
  const { address } = await sharedNamespace();
  const client = connectTemporal({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace }, []);
  onTestFinished(() => client.connection.close());
  const { workflowService, operatorService } = client.connection;
  await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
  const theirs = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
  const searchAttributes = Object.fromEntries(theirs.map((name) => [name, INDEXED_VALUE_TYPE_KEYWORD]));
  await operatorService.addSearchAttributes({ namespace, searchAttributes });

  const { logger, text } = keepLogLines();
  const lines = () =>
    text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: string; msg: string });
  const setup = setUpNamespace(client, logger, { away: 50, refused: 50 });
  onTestFinished(() => setup.stop());
  const listener = await listenHttp(wholeApp({ client, setup }), 0, '127.0.0.1');
  onTestFinished(() => listener.close());
  const readiness = async () => await readAnswer(await fetch(`http://127.0.0.1:${listener.port}/readyz`));
  await expect.poll(readiness, { timeout: 120_000, interval: 500 }).toMatchObject({
    status: 503,
    body: { detail: expect.stringContaining('lacks search attributes (CallthreadState, ') },
  });
  const known = async () => Object.keys((await operatorService.listSearchAttributes({ namespace })).customAttributes);
  expect((await known()).toSorted()).toEqual(theirs);
  const warnings = lines().filter(({ level }) => level === 'error' || level === 'warn');
  expect(warnings).toHaveLength(1);
  expect(warnings[0]?.msg).toContain('Remove 4 that nothing uses, of A, B, C, D, E, F, G, H: temporal operator');

  await operatorService.removeSearchAttributes({ namespace, searchAttributes: ['B', 'D', 'E', 'F'] });
  await vi.waitFor(async () => expect((await readiness()).status).toBe(200), { timeout: 120_000, interval: 500 });
  expect(await known()).toHaveLength(10);
  expect(lines().at(-1)?.msg).toContain('calls can be stored');
});
