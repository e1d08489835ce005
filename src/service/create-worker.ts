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
import { workflowSources } from './workflow-sources.ts';

interface CallWorkerOptions {
  connection: NativeConnection;
  namespace: string;
  /** The process's name in Temporal; by default Temporal's own choice. */
  identity?: string;
  taskQueue: string;
  /** As the clients have it. */
  dataConverter: DataConverter;
  activities: Activities;
  /** Front's limit. It bounds the parallel activities: others wait in Temporal's queue instead of here. */
  requestsPerMinute: number;
  /** Worker Versioning; null: takes the tasks of runs without a version. */
  version?: WorkerDeploymentVersion | null;
  /** How long a stopping worker lets its activities finish, milliseconds. */
  graceMs?: number;
  /** Sends spans of activities and workflows; null: no traces. */
  tracing: WorkerTracing | null;
  /** For tests: see WorkerOptions. */
  extra?: Partial<WorkerOptions>;
}

/** With it, workflows run from the bundle that creates spans. */
interface WorkerTracing {
  sinks: NonNullable<WorkerOptions['sinks']>;
  activity: ActivityInterceptorsFactory[];
}

/** Waiting calls need not stay in memory: their histories replay in milliseconds. */
const maxCachedWorkflows = 100;

/** Creates a worker: `run()` polls until `shutdown()`, which lets activities in flight finish. */
export async function createWorker(options: CallWorkerOptions): Promise<Worker> {
  const { connection, namespace, taskQueue, dataConverter, activities, requestsPerMinute, tracing, extra } = options;
  const { version = null, graceMs = 12_000, identity } = options;
  return await Worker.create({
    connection,
    namespace,
    ...(identity === undefined ? {} : { identity }),
    taskQueue,
    dataConverter,
    activities,
    ...workflowCode(dataConverter, tracing),
    ...(tracing === null ? {} : { sinks: tracing.sinks }),
    maxCachedWorkflows,
    maxConcurrentActivityTaskExecutions: Math.min(100, Math.max(8, Math.ceil(requestsPerMinute / 12))),
    // An attempt's checkpoint must reach Temporal before a kill, not up to eight seconds later.
    maxHeartbeatThrottleInterval: '100ms',
    shutdownGraceTime: graceMs,
    // On a busy machine an activity that is cancelled then takes seconds to end.
    shutdownForceTime: graceMs + 10_000,
    ...(version === null ? {} : { workerDeploymentOptions: versioned(version) }),
    ...extra,
  });
}

/**
 * The default suits workflows that stay open for days, which would keep workers of an old version alive. Calls are pinned
 * to their version in workflows/index.ts.
 */
function versioned(version: WorkerDeploymentVersion): WorkerDeploymentOptions {
  return { useWorkerVersioning: true, version, defaultVersioningBehavior: 'AUTO_UPGRADE' };
}

/** The build bundles the workflows (`bundle-workflows.ts`); when run from the sources, they are bundled at start. */
function workflowCode({ failureConverterPath }: DataConverter, tracing: WorkerTracing | null): Partial<WorkerOptions> {
  const activity = tracing?.activity ?? [];
  const built = !import.meta.url.endsWith('.ts');
  if (built) {
    const file = bundleName({ encoding: failureConverterPath !== undefined, traced: tracing !== null });
    const codePath = fileURLToPath(new URL(`../../${file}`, import.meta.url));
    return { workflowBundle: { codePath }, interceptors: { activity } };
  }
  const { workflowsPath, interceptorModules } = workflowSources({ traced: tracing !== null });
  return { workflowsPath, interceptors: { activity, workflowModules: interceptorModules } };
}

/** @returns the bundle's file, written by the build and loaded by workers with these features */
export function bundleName({ encoding, traced }: { encoding: boolean; traced: boolean }): string {
  return `workflow-bundle${encoding ? '-encoding' : ''}${traced ? '-traced' : ''}.js`;
}
