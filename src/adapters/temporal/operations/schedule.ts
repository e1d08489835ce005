import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { type ReconcileInput, reconcileType } from '../../../../workflows/messages.ts';
import { grpcCode, grpcCodes } from '../connection/errors.ts';
import { withTimeout } from '../connection/requests.ts';
import { UndecodablePayload } from '../encryption/codec.ts';

export const reconcileScheduleId = 'callthread-reconcile';

/** `refused`: this server has no schedules, or does not let us make one. `advice` says what an operator has to do. */
type ScheduleOutcome = { outcome: 'created' | 'updated' } | { outcome: 'refused'; advice: string };

const { permissionDenied, unauthenticated, unimplemented, resourceExhausted, failedPrecondition, invalidArgument } =
  grpcCodes;
const refusals = new Set<number>([
  permissionDenied,
  unauthenticated,
  unimplemented,
  resourceExhausted,
  failedPrecondition,
  invalidArgument,
]);

/**
 * Has Aircall's calls compared with what was logged every half hour. It may be called at every start and by several
 * processes at once; a schedule that a person has paused stays paused.
 * @throws gRPC errors other than a refusal, such as UNAVAILABLE
 */
export async function ensureSchedule(client: Client, taskQueue: string): Promise<ScheduleOutcome> {
  const input: ReconcileInput = {};
  const plan = {
    // Not at the full hour, when everybody asks.
    spec: { intervals: [{ every: '30m', offset: '7m' }], jitter: '3m' },
    action: { type: 'startWorkflow', workflowType: reconcileType, workflowId: 'reconcile', taskQueue, args: [input] },
    // One that comes late looks back as far as is needed, so those that were missed are not made up for.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' },
  } satisfies Omit<ScheduleOptions, 'scheduleId'>;
  try {
    try {
      await client.schedule.create({ scheduleId: reconcileScheduleId, ...plan });
      return { outcome: 'created' };
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    }
    try {
      await client.schedule.getHandle(reconcileScheduleId).update(({ state }) => ({ ...plan, state }));
    } catch (error) {
      if (!(error instanceof UndecodablePayload)) throw error;
      await replaceSchedule(client, plan);
    }
    return { outcome: 'updated' };
  } catch (error) {
    if (!refusals.has(grpcCode(error))) throw error;
    return { outcome: 'refused', advice: advise(client.options.namespace, String(error)) };
  }
}

/** For one whose input is encrypted by a key that this process does not have: what stands in it is known all the same. */
async function replaceSchedule(client: Client, plan: Omit<ScheduleOptions, 'scheduleId'>): Promise<void> {
  const { namespace } = client.options;
  const { schedule } = await client.workflowService.describeSchedule({ namespace, scheduleId: reconcileScheduleId });
  const { paused, notes } = schedule?.state ?? {};
  await client.schedule.getHandle(reconcileScheduleId).delete();
  const state = { paused: paused === true, ...(notes ? { note: notes } : {}) };
  await client.schedule.create({ scheduleId: reconcileScheduleId, ...plan, state });
}

function advise(namespace: string, reason: string): string {
  return (
    `Temporal did not let Callthread make the schedule ${reconcileScheduleId} in namespace ${namespace} (${reason}): ` +
    'calls of which no webhook tells are not looked for. Let it make schedules, or run "callthread reconcile" regularly.'
  );
}

const timeoutMs = 5000;

/**
 * Checks that the client's keys decrypt what the newest worker wrote: each worker rewrites the schedule's input when it
 * starts.
 * @returns null when they do, or nothing is there to be read
 * @throws gRPC errors
 */
export async function findUnreadable(client: Client): Promise<UndecodablePayload | null> {
  try {
    const schedule = client.schedule.getHandle(reconcileScheduleId);
    await withTimeout(client, timeoutMs, () => schedule.describe());
    return null;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    if (error instanceof UndecodablePayload) return error;
    throw error;
  }
}
