import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { callWorkflowId } from '../../src/domain/ids.ts';
import type { Stage } from '../stage/open-stage.ts';
import type { BenchTemporal } from '../stage/open-temporal.ts';
import { type PlayedCall, playCall, postWebhook } from '../stage/play-call.ts';
import type { PriceCase } from './price-cases.ts';

const timeoutMs = 120_000;

/**
 * Plays a call of the case and posts its webhooks, each once the call has handled the previous one, so that counts do
 * not depend on the machine's speed.
 * @returns the logged call, while it waits for the end of its three minutes
 */
export async function playCase(
  { aircall, temporal: { client } }: Pick<Stage<never>, 'aircall' | 'temporal'>,
  serviceUrl: string,
  { script, webhooks }: Pick<PriceCase, 'script' | 'webhooks'>,
  caller: string,
): Promise<PlayedCall> {
  const call = await playCall(aircall, { ...script, caller });
  for (const event of webhooks) {
    const body = call.bodies.find((candidate) => candidate.event === event);
    if (body === undefined) throw new Error(`The call has no ${event}`);
    const status = await postWebhook(serviceUrl, body);
    if (status !== 200) throw new Error(`${event} was answered ${status}`);
    await until(() => isAtRest(client, call.id));
  }
  return call;
}

/** Whether the call's workflow waits for an event or a time. */
async function isAtRest(client: Client, callId: number): Promise<boolean> {
  const { raw } = await client.workflow.getHandle(callWorkflowId(callId)).describe();
  return !raw.pendingWorkflowTask && (raw.pendingActivities ?? []).length === 0;
}

/** Waits until no workflow of a call is running. */
export async function untilAllClosed({ client }: BenchTemporal): Promise<void> {
  await until(async () => {
    const { count } = await client.workflow.count('WorkflowType="callWorkflow" AND ExecutionStatus="Running"');
    return count === 0;
  });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const startedAtMs = Date.now(); !(await holds()); await sleep(50)) {
    if (Date.now() - startedAtMs > timeoutMs) throw new Error('A call makes no progress');
  }
}
