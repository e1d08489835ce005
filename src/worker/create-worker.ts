import { fileURLToPath } from 'node:url';
import type { WorkerDeploymentVersion } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkerDeploymentOptions, type WorkerOptions } from '@temporalio/worker';
import type { Activities } from '../../activities/contract.ts';

export interface CallWorkerOptions {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  activities: Activities;
  /** Front's limit: more activities than it feeds would only wait, and those that wait are better off in Temporal's queue. */
  requestsPerMinute: number;
  /** Worker Versioning; null: tasks of every run that has no version come here. */
  version?: WorkerDeploymentVersion | null;
  /** How long a stopping worker lets its activities finish, milliseconds. */
  graceMs?: number;
  /** For tests: see WorkerOptions. */
  extra?: Partial<WorkerOptions>;
}

/** Waiting calls need no place in memory: a history of theirs is replayed in milliseconds. */
const mostCachedWorkflows = 200;

/** @returns the worker that runs calls; `run()` polls until `shutdown()`, and activities in flight finish first. */
export async function createWorker(options: CallWorkerOptions): Promise<Worker> {
  const { connection, namespace, taskQueue, activities, requestsPerMinute, version = null, graceMs = 15_000 } = options;
  return await Worker.create({
    connection,
    namespace,
    taskQueue,
    activities,
    ...workflowCode(),
    maxCachedWorkflows: mostCachedWorkflows,
    maxConcurrentActivityTaskExecutions: Math.min(100, Math.max(8, Math.ceil(requestsPerMinute / 12))),
    shutdownGraceTime: graceMs,
    shutdownForceTime: graceMs + 5_000,
    ...(version === null ? {} : { workerDeploymentOptions: versioned(version) }),
    ...options.extra,
  });
}

/**
 * Of what may be open for days, and would keep workers of an old version alive. Calls end on the version that they
 * began on: workflows/index.ts says so.
 */
function versioned(version: WorkerDeploymentVersion): WorkerDeploymentOptions {
  return { useWorkerVersioning: true, version, defaultVersioningBehavior: 'AUTO_UPGRADE' };
}

/** The build bundles the workflows ahead (`bundle-workflows.ts`); from the sources they are bundled at start. */
function workflowCode(): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  const built = !import.meta.url.endsWith('.ts');
  return built
    ? { workflowBundle: { codePath: fileURLToPath(new URL('../../workflow-bundle.js', import.meta.url)) } }
    : { workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)) };
}
