// The minimal receiver: an express route that signals-with-start. node --import tsx bench/acknowledge/bare-route.ts
import type { AddressInfo } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import express from 'express';
import { aircallEvent } from '../../workflows/messages.ts';
import { bareTaskQueue } from '../engine/bare-task-queue.ts';

const connection = await Connection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
const client = new Client({ connection });
const app = express();
app.use(express.json({ limit: '1mb' }));
app.post('/', async (request, response) => {
  const { data } = request.body as { data: { id: number } };
  await client.workflow.signalWithStart('bareWorkflow', {
    workflowId: `bare-${data.id}`,
    taskQueue: bareTaskQueue,
    args: [],
    signal: aircallEvent,
    signalArgs: [data as never],
  });
  response.json({ status: 'accepted' });
});
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`listening at http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
process.once('SIGTERM', () => process.exit());
