import { msToTs } from '@temporalio/common/lib/time.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { searchAttributeNames } from '../../workflows/messages.ts';
import { bodyOf } from '../workflows/body-of.ts';
import { type ServiceProcess, startCallthread } from './service-process.ts';
import { openTown, type Town } from './town.ts';

const namespace = 'new-here';

let town: Town;
let ingress: ServiceProcess;
beforeAll(async () => {
  town = await openTown('{}\n');
  const workflowExecutionRetentionPeriod = msToTs('1 day');
  await town.client.connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  ingress = await startCallthread('api', { ...town.environment, TEMPORAL_NAMESPACE: namespace });
});
afterAll(async () => {
  await ingress?.stop('SIGKILL');
  await town?.close();
});

it('an ingress alone prepares a new namespace, and stores webhooks before any worker has run', async () => {
  const { operatorService } = town.client.connection;
  const known = async () => Object.keys((await operatorService.listSearchAttributes({ namespace })).customAttributes);
  await expect
    .poll(known, { timeout: 120_000, interval: 200 })
    .toEqual(expect.arrayContaining([...searchAttributeNames]));
  expect(await town.deliver(ingress.url, bodyOf('a6-call.ended.inbound-answered'))).toBe(200);
});
