import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Activities } from '../../activities/contract.ts';

export interface CallWorkerOptions {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  /** As the clients have it. */
  dataConverter: DataConverter;
  activities: Activities;
  /** Front's limit: more activities than it feeds would only wait, and those that wait are better off in Temporal's queue. */
  requestsPerMinute: number;
  /** How long a stopping worker lets its activities finish, milliseconds. */
  graceMs?: number;
  /** For tests: see WorkerOptions. */
  extra?: Partial<WorkerOptions>;
}

/** Waiting calls need no place in memory: a history of theirs is replayed in milliseconds. */
const mostCachedWorkflows = 200;

/** @returns the worker that runs calls; `run()` polls until `shutdown()`, and activities in flight finish first. */
export async function createWorker(options: CallWorkerOptions): Promise<Worker> {
  const {
    connection,
    namespace,
    taskQueue,
    dataConverter,
    activities,
    requestsPerMinute,
    graceMs = 15_000,
    extra,
  } = options;
  return await Worker.create({
    connection,
    namespace,
    taskQueue,
    dataConverter,
    activities,
    ...workflowCode(dataConverter),
    maxCachedWorkflows: mostCachedWorkflows,
    maxConcurrentActivityTaskExecutions: Math.min(100, Math.max(8, Math.ceil(requestsPerMinute / 12))),
    shutdownGraceTime: graceMs,
    shutdownForceTime: graceMs + 5_000,
    ...extra,
  });
}

/** The build bundles the workflows ahead (`bundle-workflows.ts`); from the sources they are bundled at start. */
function workflowCode({
  failureConverterPath,
}: DataConverter): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  const built = !import.meta.url.endsWith('.ts');
  if (!built) return { workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)) };
  const bundle = failureConverterPath === undefined ? 'workflow-bundle.js' : 'workflow-bundle-encoding.js';
  return { workflowBundle: { codePath: fileURLToPath(new URL(`../../${bundle}`, import.meta.url)) } };
}
