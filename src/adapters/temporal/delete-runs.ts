import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { grpcCode, grpcCodes } from './grpc-code.ts';
import { inParallel } from './in-parallel.ts';

/** A run that has closed. */
interface ClosedRun {
  workflowId: string;
  runId: string;
}

const atOnce = 10;
const pauseMs = 500;
/**
 * The server deletes when it is done with the run's closing in all its parts, and says that it is only now and then: a run
 * that closed this minute may take half of one.
 */
const usualTimeoutMs = 120_000;

/**
 * Deletes runs, with their histories, and waits until they are gone.
 * @param onProgress told how many of them are gone
 * @returns those that were not gone when the patience was over: the server has been told, and will delete them
 * @throws gRPC errors
 */
export async function deleteRuns<Run extends ClosedRun>(
  client: Client,
  runs: readonly Run[],
  onProgress: (gone: number) => void,
  timeoutMs = usualTimeoutMs,
): Promise<Run[]> {
  const { namespace } = client.options;
  await inParallel(runs, atOnce, async ({ workflowId, runId }) => {
    try {
      const workflowExecution = { workflowId, runId };
      await client.connection.workflowService.deleteWorkflowExecution({ namespace, workflowExecution });
    } catch (error) {
      if (grpcCode(error) !== grpcCodes.notFound) throw error;
    }
  });
  const untilMs = Date.now() + timeoutMs;
  let left = [...runs];
  for (;;) {
    const there: Run[] = [];
    await inParallel(left, atOnce, async (run) => {
      if (await isThere(client, run)) there.push(run);
    });
    left = there;
    onProgress(runs.length - left.length);
    if (left.length === 0 || Date.now() > untilMs) return left;
    await sleep(pauseMs);
  }
}

async function isThere(client: Client, { workflowId, runId }: ClosedRun): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId, runId).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
