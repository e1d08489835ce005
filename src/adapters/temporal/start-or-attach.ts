import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowHandle,
  WorkflowIdConflictPolicy,
} from '@temporalio/client';

export interface StartOrAttach {
  workflowType: string;
  workflowId: string;
  taskQueue: string;
  input: object;
  summary: string;
}

/** Starts a workflow, or finds the one of that id that runs. @returns it, and whether it ran already */
export async function startOrAttach(
  client: Client,
  { workflowType, workflowId, taskQueue, input, summary }: StartOrAttach,
): Promise<{ handle: WorkflowHandle; attached: boolean }> {
  try {
    const handle = await client.workflow.start(workflowType, {
      workflowId,
      taskQueue,
      args: [input],
      staticSummary: summary,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
    });
    return { handle, attached: false };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return { handle: client.workflow.getHandle(workflowId), attached: true };
  }
}
