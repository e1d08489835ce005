import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { vi } from 'vitest';
import { startTemporalServer } from '../../../simulators/temporal/start-temporal-server.ts';
import { connectTemporal } from '../../../src/adapters/temporal/connection/client.ts';
import { readSearchAttributes } from '../../../src/adapters/temporal/connection/search-attributes.ts';
import type { EncryptionKey } from '../../../src/adapters/temporal/encryption/codec.ts';
import { ensureSchedule, reconcileScheduleId } from '../../../src/adapters/temporal/operations/schedule.ts';
import {
  backfillTaskQueue,
  callTaskQueue,
  countWorkersNow,
} from '../../../src/adapters/temporal/operations/workers.ts';
import { searchAttributeNames } from '../../../workflows/messages.ts';

const { INDEXED_VALUE_TYPE_KEYWORD: keyword, INDEXED_VALUE_TYPE_TEXT: text } =
  proto.temporal.api.enums.v1.IndexedValueType;

interface NamespaceOptions {
  name: string;
  retentionDays?: number;
  attributes?: 'keywords' | 'one of them a text' | 'none' | 'eight others';
  /** Whether a process polls its task queues, as a worker does. */
  polled?: boolean;
  /** By which a worker has encrypted what it wrote there. */
  keys?: EncryptionKey[];
  /** By default it is active where a worker polls. */
  schedule?: 'active' | 'paused' | 'missing';
}

/** A Temporal server with namespaces of all kinds. */
export async function openTemporal() {
  const server = await startTemporalServer({ uiPort: false, fast: true, report: console.error });
  const connection = await Connection.connect({ address: server.address });
  const clients: Client[] = [];
  const polls: Array<Promise<void>> = [];
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);

  async function poll(client: Client, taskQueue: string): Promise<void> {
    const request = { namespace: client.options.namespace, taskQueue: { name: taskQueue }, identity: 'a worker' };
    const { workflowService } = client.connection;
    // The server refuses a poll that has no time limit, and answers after a minute.
    const again = async (ask: () => Promise<unknown>): Promise<void> => {
      while (!closing.signal.aborted) {
        await client
          .withAbortSignal(closing.signal, () => client.withDeadline(Date.now() + 300_000, ask))
          .catch(() => sleep(100));
      }
    };
    polls.push(again(() => workflowService.pollWorkflowTaskQueue(request)));
    polls.push(again(() => workflowService.pollActivityTaskQueue(request)));
    await vi.waitUntil(async () => (await countWorkersNow(client, taskQueue).catch(() => 0)) === 1, {
      timeout: 120_000,
    });
  }

  return {
    address: server.address,
    async addNamespace(options: NamespaceOptions) {
      const { name, retentionDays = 7, attributes = 'keywords', polled = true, keys } = options;
      const { schedule = polled ? 'active' : 'missing' } = options;
      const workflowExecutionRetentionPeriod = { seconds: (retentionDays * 86_400) as unknown as null };
      await connection.workflowService.registerNamespace({ namespace: name, workflowExecutionRetentionPeriod });
      const client = connectTemporal({ TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: name }, keys ?? []);
      clients.push(client);
      const areOurs = attributes === 'keywords' || attributes === 'one of them a text';
      const others = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
      const names = attributes === 'eight others' ? others : searchAttributeNames;
      const types = names.map((each) => [
        each,
        attributes === 'one of them a text' && each === 'CallthreadLine' ? text : keyword,
      ]);
      const request = {
        namespace: name,
        searchAttributes: Object.fromEntries(types) as Record<string, typeof keyword>,
      };
      // The server takes a moment until all of it knows a new namespace.
      await vi.waitUntil(
        async () => {
          if (attributes !== 'none') await connection.operatorService.addSearchAttributes(request).catch(() => {});
          const known = await readSearchAttributes(client).catch(() => null);
          if (attributes === 'eight others') return known?.others.length === others.length;
          return known?.missing.length === (areOurs ? 0 : searchAttributeNames.length);
        },
        { timeout: 120_000, interval: 200 },
      );
      if (schedule !== 'missing') await ensureSchedule(client, callTaskQueue);
      if (schedule === 'paused') await client.schedule.getHandle(reconcileScheduleId).pause();
      if (polled) await Promise.all([callTaskQueue, backfillTaskQueue].map(async (queue) => await poll(client, queue)));
    },
    async close() {
      closing.abort();
      await Promise.all(polls);
      await Promise.all(clients.map(async (client) => await client.connection.close()));
      await connection.close();
      await server.stop();
    },
  };
}
