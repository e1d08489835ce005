import { fileURLToPath } from 'node:url';
import type { DataConverter, WorkerDeploymentVersion } from '@temporalio/common';
import {
  type ActivityInterceptorsFactory,
  type NativeConnection,
  Worker,
  type WorkerDeploymentOptions,
  type WorkerOptions,
} from '@temporalio/worker';
import type { Activities } from '../../activities/contract.ts';

export interface CallWorkerOptions {
  connection: NativeConnection;
  namespace: string;
  /** What Temporal names the process by; its own choice when left out. */
  identity?: string;
  taskQueue: string;
  /** As the clients have it. */
  dataConverter: DataConverter;
  activities: Activities;
  /** Front's limit: more activities than it feeds would only wait, and those that wait are better off in Temporal's queue. */
  requestsPerMinute: number;
  /** Worker Versioning; null: tasks of every run that has no version come here. */
  version?: WorkerDeploymentVersion | null;
  /** How long a stopping worker lets its activities finish, milliseconds. */
  graceMs?: number;
  /** What sends spans of activities and workflows; null: no traces. */
  tracing: WorkerTracing | null;
  /** For tests: see WorkerOptions. */
  extra?: Partial<WorkerOptions>;
}

/** With it, workflows run from the bundle that makes spans of them. */
export interface WorkerTracing {
  sinks: NonNullable<WorkerOptions['sinks']>;
  activity: ActivityInterceptorsFactory[];
}

/** Waiting calls need no place in memory: a history of theirs is replayed in milliseconds. */
const mostCachedWorkflows = 200;

/** @returns the worker that runs calls; `run()` polls until `shutdown()`, and activities in flight finish first. */
export async function createWorker(options: CallWorkerOptions): Promise<Worker> {
  const { connection, namespace, taskQueue, dataConverter, activities, requestsPerMinute, tracing, extra } = options;
  const { version = null, graceMs = 15_000, identity } = options;
  return await Worker.create({
    connection,
    namespace,
    ...(identity === undefined ? {} : { identity }),
    taskQueue,
    dataConverter,
    activities,
    ...workflowCode(dataConverter, tracing),
    ...(tracing === null ? {} : { sinks: tracing.sinks }),
    maxCachedWorkflows: mostCachedWorkflows,
    maxConcurrentActivityTaskExecutions: Math.min(100, Math.max(8, Math.ceil(requestsPerMinute / 12))),
    // What an attempt leaves to the next one is to be with Temporal before a kill, not up to eight seconds later.
    maxHeartbeatThrottleInterval: '100ms',
    shutdownGraceTime: graceMs,
    shutdownForceTime: graceMs + 5_000,
    ...(version === null ? {} : { workerDeploymentOptions: versioned(version) }),
    ...extra,
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
function workflowCode({ failureConverterPath }: DataConverter, tracing: WorkerTracing | null): Partial<WorkerOptions> {
  const activity = tracing?.activity ?? [];
  const built = !import.meta.url.endsWith('.ts');
  if (built) {
    const file = bundleName({ encoding: failureConverterPath !== undefined, traced: tracing !== null });
    return { workflowBundle: { codePath: pathOf(`../../${file}`) }, interceptors: { activity } };
  }
  const workflowModules = tracing === null ? [] : [pathOf('../../workflows/interceptors.ts')];
  return { workflowsPath: pathOf('../../workflows/index.ts'), interceptors: { activity, workflowModules } };
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** @returns the file that the build writes, and a worker loads, for workers that encrypt and workers that trace */
export function bundleName({ encoding, traced }: { encoding: boolean; traced: boolean }): string {
  return `workflow-bundle${encoding ? '-encoding' : ''}${traced ? '-traced' : ''}.js`;
}
