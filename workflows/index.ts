/** The registry of Workflow Types: a name here is stored in histories and is never changed. */

export { backfill } from './backfill.ts';
export { callWorkflow } from './call.ts';
export { callerLock } from './caller-lock.ts';
export { reconcile } from './reconcile.ts';
export { undoOnArchive } from './undo-on-archive.ts';
