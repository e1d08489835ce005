import { type Client, ScheduleNotFoundError } from '@temporalio/client';
import { reconcileScheduleId } from './ensure-schedule.ts';
import { UndecodablePayload } from './undecodable-payload.ts';
import { withTimeout } from './with-timeout.ts';

const timeoutMs = 5000;

/**
 * Whether what the newest worker wrote can be read with the client's keys: each writes the schedule's input anew when it
 * starts.
 * @returns null when it can, or there is nothing to be read; else what to do
 * @throws gRPC errors
 */
export async function findUnreadable(client: Client): Promise<string | null> {
  try {
    const schedule = client.schedule.getHandle(reconcileScheduleId);
    await withTimeout(client, timeoutMs, () => schedule.describe());
    return null;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    if (error instanceof UndecodablePayload) return error.message;
    throw error;
  }
}
