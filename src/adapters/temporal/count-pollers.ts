import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

const { TASK_QUEUE_TYPE_WORKFLOW: workflows } = proto.temporal.api.enums.v1.TaskQueueType;
/** A poll lasts a minute at most, so a worker that has not polled for longer is gone. */
const longestSilenceMs = 75_000;

/** @returns how many processes poll the task queue. It costs no action. @throws when Temporal does not answer */
export async function countPollers(client: Client, taskQueue: string): Promise<number> {
  return (await listPollers(client, taskQueue)).size;
}

/**
 * By those who ask for workflow tasks, which take moments: a worker whose activities all wait at Front's limit asks for no
 * more activities, for minutes.
 * @returns the identities of the processes that poll the task queue @throws when Temporal does not answer
 */
export async function listPollers(client: Client, taskQueue: string): Promise<Set<string>> {
  const { namespace } = client.options;
  const request = { namespace, taskQueue: { name: taskQueue }, taskQueueType: workflows };
  const { pollers } = await client.connection.workflowService.describeTaskQueue(request);
  const alive = (pollers ?? []).filter(
    ({ lastAccessTime }) => Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1000 < longestSilenceMs,
  );
  return new Set(alive.map(({ identity }) => identity ?? ''));
}
