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

/** `refused`: the server has no schedules, or does not allow one. `advice` tells the operator what to do. */
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
 * Creates or updates the schedule that compares Aircall's calls with the logged ones every half hour. Call it at every
 * start; several processes may call it at once. A paused schedule stays paused.
 * @throws gRPC errors other than a refusal, such as UNAVAILABLE
 */
export async function ensureSchedule(client: Client, taskQueue: string): Promise<ScheduleOutcome> {
  const input: ReconcileInput = {};
  const plan = {
    // Off the full hour, when load peaks.
    spec: { intervals: [{ every: '30m', offset: '7m' }], jitter: '3m' },
    action: { type: 'startWorkflow', workflowType: reconcileType, workflowId: 'reconcile', taskQueue, args: [input] },
    // A late run looks back as far as needed, so missed ones are not repeated.
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

/** Replaces a schedule whose input is encrypted with a key that this process lacks: its content is known all the same. */
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
    `Temporal did not let Callthread create the schedule ${reconcileScheduleId} in namespace ${namespace} (${reason}): ` +
    'calls that no webhook reported are not found. Allow it to create schedules, or run "callthread reconcile" regularly.'
  );
}

/** Temporal starts a schedule's workflow to answer: in a new namespace that takes seconds. */
const timeoutMs = 20_000;

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

export type ScheduleState = 'active' | 'paused' | 'missing';

/** @returns null when the server has no schedules, or does not show one @throws other gRPC errors */
export async function readScheduleState(client: Client): Promise<ScheduleState | null> {
  const { namespace } = client.options;
  try {
    const { schedule } = await withTimeout(client, timeoutMs, () =>
      client.workflowService.describeSchedule({ namespace, scheduleId: reconcileScheduleId }),
    );
    return schedule?.state?.paused === true ? 'paused' : 'active';
  } catch (error) {
    if (grpcCode(error) === grpcCodes.notFound) return 'missing';
    if (refusals.has(grpcCode(error))) return null;
    throw error;
  }
}

/** How a person lets a paused schedule run again. */
export function unpauseCommand(namespace: string): string {
  return `temporal schedule toggle --namespace ${namespace} --schedule-id ${reconcileScheduleId} --unpause --reason resumed`;
}
