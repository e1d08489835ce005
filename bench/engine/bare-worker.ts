// A worker for the bare workflow, with the options of Callthread's worker: node --import tsx
// bench/engine/bare-worker.ts
import { fileURLToPath } from 'node:url';
import { NativeConnection } from '@temporalio/worker';
import type { Activities } from '../../activities/contract.ts';
import { createWorker } from '../../src/service/create-worker.ts';
import { bareTaskQueue } from './bare-task-queue.ts';

const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
const worker = await createWorker({
  connection,
  namespace: 'default',
  taskQueue: bareTaskQueue,
  activities: { nothing: async () => {} } as unknown as Activities,
  requestsPerMinute: Number(process.env['REQUESTS_PER_MINUTE']),
  dataConverter: {},
  tracing: null,
  extra: { workflowsPath: fileURLToPath(new URL('./bare-workflow.ts', import.meta.url)) },
});
const running = worker.run();
console.log('bare worker is polling');
process.once('SIGTERM', () => worker.shutdown());
await running;
await connection.close();
