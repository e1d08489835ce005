/** The registry of Workflow Types: a name here is stored in histories and is never changed. */
import { setWorkflowOptions, workflowInfo } from '@temporalio/workflow';
import { callWorkflow } from './call.ts';

export { backfill } from './backfill.ts';
export { callerLock } from './caller-lock.ts';
export { cardWorkflow } from './card.ts';
export { reconcile } from './reconcile.ts';
export { undoOnArchive } from './undo-on-archive.ts';
export { callWorkflow };

/**
 * With Worker Versioning a call ends on the version that it began on; what may be open for longer goes on with the next
 * one, as the worker has it by default. A server refuses this of a worker without versioning, which has a build id of
 * the SDK's making and no deployment, so there it is not said; nor of a run that began on such a one.
 */
setWorkflowOptions(
  () => (workflowInfo().currentDeploymentVersion?.deploymentName ? { versioningBehavior: 'PINNED' } : {}),
  callWorkflow,
);
