import { type Client, ScheduleNotFoundError } from '@temporalio/client';
import { reconcileScheduleId } from './ensure-schedule.ts';
import { UndecodablePayload } from './undecodable-payload.ts';
import { withTimeout } from './with-timeout.ts';

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
