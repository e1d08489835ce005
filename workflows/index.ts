/** The registry of workflow types: histories contain these names, so they never change. */
import { setWorkflowOptions, workflowInfo } from '@temporalio/workflow';
import { callWorkflow } from './call.ts';

export { backfill } from './backfill.ts';
export { aiNotesWorkflow } from './call/ai-notes.ts';
export { callbackWorkflow } from './callback.ts';
export { callerLock } from './caller-lock.ts';
export { cardWorkflow } from './card.ts';
export { reconcile } from './reconcile.ts';
export { undoOnArchive } from './undo-on-archive.ts';
export { callWorkflow };

/**
 * With Worker Versioning a call finishes on the version on which it started; workflows that may stay open longer move
 * to the next version, the worker's default. A server rejects this from a worker without versioning, whose build id is
 * the SDK's own and which has no deployment, so there it is left out; also for a run that started on such a worker.
 */
setWorkflowOptions(
  () => (workflowInfo().currentDeploymentVersion?.deploymentName ? { versioningBehavior: 'PINNED' } : {}),
  callWorkflow,
);
