import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import proto from '@temporalio/proto';
import { type ReconcileOutcome, reconcileType } from '../../../workflows/messages.ts';

const { COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION: complete, COMMAND_TYPE_FAIL_WORKFLOW_EXECUTION: failed } =
  proto.temporal.api.enums.v1.CommandType;

/** A look through Aircall's list that has come out so, as a worker would end it. @param outcome null: it fails */
export async function finishReconcile(client: Client, outcome: ReconcileOutcome | null): Promise<void> {
  const taskQueue = 'reconcile-alone';
  const workflowId = `reconcile-${Date.now()}`;
  await client.workflow.start(reconcileType, { taskQueue, workflowId, args: [{}] });
  const { workflowService } = client.connection;
  const { namespace } = client.options;
  const polled = await client.withDeadline(Date.now() + 120_000, () =>
    workflowService.pollWorkflowTaskQueue({ namespace, taskQueue: { name: taskQueue }, identity: 'a worker' }),
  );
  const command =
    outcome === null
      ? { commandType: failed, failWorkflowExecutionCommandAttributes: { failure: { message: 'Aircall was away' } } }
      : {
          commandType: complete,
          completeWorkflowExecutionCommandAttributes: {
            result: { payloads: [defaultPayloadConverter.toPayload(outcome)] },
          },
        };
  await workflowService.respondWorkflowTaskCompleted({ namespace, taskToken: polled.taskToken, commands: [command] });
}
