import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectTemporal } from '../../src/adapters/temporal/connection/client.ts';
import { callTaskQueue } from '../../src/adapters/temporal/operations/workers.ts';
import { installRuntime, type ReadSdkMetrics } from '../../src/service/runtime.ts';
import { createServiceMetrics } from '../../src/service/telemetry.ts';
import { sdkSeries } from '../monitoring/metric-names.ts';
import { bundledWorkflows } from '../replay/bundled-workflows.ts';
import { keepLogLines } from '../telemetry/log-lines.ts';
import { realHome, type TemporalHome } from '../workflows/temporal-home.ts';

const { logger } = keepLogLines();
/** A scrape leaves out what is not answered within two seconds. */
const patience = { timeout: 120_000, interval: 250 };
let readSdkMetrics: ReadSdkMetrics;
let home: TemporalHome;

beforeAll(async () => {
  // Before the first connection: it is the runtime's that is there by then.
  readSdkMetrics = await installRuntime(logger);
  home = await realHome();
});

afterAll(async () => {
  await home.close();
  await Runtime.instance().shutdown();
});

/** @returns the values of a fresh process's metrics, by series */
async function scrape(client = home.client): Promise<Map<string, number>> {
  const { metrics } = createServiceMetrics({
    hasCallbacks: true,
    client,
    ledger: null,
    readSdkMetrics,
    tracing: null,
    log: logger,
  });
  const lines = (await metrics.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

test('counts parked calls by failure, for as long as they wait', async () => {
  const text = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
  const park = (workflowId: string, failure: string) =>
    home.client.workflow.start('callWorkflow', {
      workflowId,
      taskQueue: 'nobody-polls-this',
      typedSearchAttributes: new TypedSearchAttributes([
        { key: text('CallthreadState'), value: 'parked' },
        { key: text('CallthreadFailure'), value: failure },
      ]),
    });
  const handles = await Promise.all([
    park('call-1', 'FrontNotFound'),
    park('call-2', 'FrontNotFound'),
    park('call-3', 'no word of the code +33186651010'),
  ]);
  const parked = async () => [...(await scrape())].filter(([series]) => series.startsWith('callthread_parked'));
  const expected: Array<[string, number]> = [
    ['callthread_parked{failure="FrontNotFound"}', 2],
    ['callthread_parked{failure="other"}', 1],
  ];
  await vi.waitFor(async () => expect(new Map(await parked())).toEqual(new Map(expected)), patience);
  await Promise.all(handles.map((handle) => handle.terminate()));
  await vi.waitFor(async () => expect(await parked()).toEqual([]), patience);
});

test("counts workers, and adds the SDK's metrics to ours", async () => {
  const counted = (workers: number) =>
    vi.waitFor(async () => expect((await scrape()).get('callthread_workers')).toBe(workers), patience);
  await counted(0);
  const { client, connection } = home;
  const worker = await Worker.create({
    connection,
    namespace: client.options.namespace,
    taskQueue: callTaskQueue,
    activities: { anything: async () => {} },
    workflowBundle: await bundledWorkflows(),
  });
  const running = worker.run();
  await counted(1);
  await vi.waitFor(async () => {
    const names = [...(await scrape()).keys()];
    for (const [series, labels] of Object.entries(sdkSeries)) {
      const line = names.find((name) => name.startsWith(`${series}{`));
      for (const label of labels) expect(line).toContain(`${label}="`);
    }
  }, patience);
  worker.shutdown();
  await running;
});

test('while Temporal is away, reports only that', async () => {
  const away = connectTemporal({ TEMPORAL_ADDRESS: '127.0.0.1:1' }, []);
  const values = await scrape(away);
  expect(values.get('callthread_temporal_up')).toBe(0);
  expect([...values.keys()].filter((name) => /callthread_(workers|parked)/.test(name))).toEqual([]);
  await vi.waitFor(async () => expect((await scrape()).get('callthread_temporal_up')).toBe(1), patience);
  await away.connection.close();
});
