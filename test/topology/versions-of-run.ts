import type { Client } from '@temporalio/client';

/** @returns the build ids of the workers that a workflow has run on, each once, in order; `none` of one without */
export async function versionsOfRun(client: Client, workflowId: string): Promise<string[]> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const ids = (events ?? []).flatMap(({ workflowTaskCompletedEventAttributes: completed }) =>
    completed ? (completed.deploymentVersion?.buildId ?? 'none') : [],
  );
  return [...new Set(ids)];
}
