import type { Client } from '@temporalio/client';
import { expect, it, onTestFinished } from 'vitest';
import { countWorkers } from '../../../../src/adapters/temporal/operations/workers.ts';

/** Temporal, as far as it is asked who polls: these, so many seconds ago. */
function clientWith(pollers: Record<string, number>): Client {
  const describeTaskQueue = async () => ({
    pollers: Object.entries(pollers).map(([identity, ago]) => ({
      identity,
      lastAccessTime: { seconds: Math.floor(Date.now() / 1000) - ago },
    })),
  });
  const client = { options: { namespace: 'default' }, connection: { workflowService: { describeTaskQueue } } };
  return client as unknown as Client;
}

function counted(pollers: Record<string, number>, self?: string): ReturnType<typeof countWorkers> {
  const workers = countWorkers(clientWith(pollers), 'callthread', self);
  onTestFinished(() => workers.stop());
  return workers;
}

it.each([
  ['that Temporal has not seen yet', { other: 1 }, 'self', 2],
  ['that Temporal has seen', { other: 1, self: 1 }, 'self', 2],
  ['beside one that is gone', { other: 80 }, 'self', 1],
])('a worker %s counts itself once', async (_what, pollers, self, count) => {
  const workers = counted(pollers, self);
  await expect.poll(() => workers.now()).toBe(count);
  expect(await workers.none()).toBe(false);
});

it('an ingress counts the pollers, and notices when there are none', async () => {
  const workers = counted({ gone: 80 });
  await expect.poll(() => workers.now()).toBe(0);
  expect(await workers.none()).toBe(true);
});

it('an ingress without a worker sends one request for many concurrent webhooks', async () => {
  let asked = 0;
  const workflowService = {
    async describeTaskQueue() {
      asked += 1;
      return { pollers: [] };
    },
  };
  const client = { options: { namespace: 'default' }, connection: { workflowService } } as unknown as Client;
  const workers = countWorkers(client, 'callthread');
  onTestFinished(() => workers.stop());
  await expect.poll(() => workers.now()).toBe(0);
  const before = asked;
  expect(await Promise.all(Array.from({ length: 60 }, () => workers.none()))).toEqual(Array(60).fill(true));
  expect(asked - before).toBeLessThanOrEqual(2);
});
