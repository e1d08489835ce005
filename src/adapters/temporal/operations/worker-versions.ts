import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { grpcCode, grpcCodes, grpcDetails } from '../connection/errors.ts';
import { withTimeout } from '../connection/requests.ts';

const timeoutMs = 10_000;
/** The server first checks every task queue of the version. */
const promotionTimeoutMs = 60_000;
const { WorkerDeploymentVersionStatus } = proto.temporal.api.enums.v1;

/** A worker version that Temporal knows. */
interface VersionShown {
  buildId: string;
  /** `current`: new calls start on it. `ramping`: some do. `replaced`: none does any more. `new`: none has yet. */
  place: 'current' | 'ramping' | 'replaced' | 'new';
  /** Calls that started on it and will end on it: its workers are still needed. */
  openRuns: number;
}

/**
 * @returns the versions of a deployment, the newest first; empty when Temporal knows none, since no worker with a
 * version has polled yet
 * @throws gRPC errors
 */
export async function listVersions(client: Client, deploymentName: string): Promise<VersionShown[]> {
  const { namespace } = client.options;
  try {
    const { workerDeploymentInfo } = await within(client, () =>
      client.connection.workflowService.describeWorkerDeployment({ namespace, deploymentName }),
    );
    const summaries = workerDeploymentInfo?.versionSummaries ?? [];
    return await Promise.all(
      summaries
        .toSorted((a, b) => Number(b.createTime?.seconds ?? 0) - Number(a.createTime?.seconds ?? 0))
        .map(async ({ deploymentVersion, status }) => {
          const buildId = deploymentVersion?.buildId ?? '';
          return { buildId, place: placeOf(status), openRuns: await countPinned(client, deploymentName, buildId) };
        }),
    );
  } catch (error) {
    if (grpcCode(error) === grpcCodes.notFound) return [];
    throw error;
  }
}

/** `unknown`: no worker of that build has polled. `refused`: with the server's own words. */
type Promotion = { outcome: 'current' } | { outcome: 'unknown' } | { outcome: 'refused'; reason: string };

/** Routes new calls, and workflows that are not pinned, to a version. @throws gRPC errors other than a refusal */
export async function makeCurrent(
  client: Client,
  { deploymentName, buildId }: { deploymentName: string; buildId: string },
): Promise<Promotion> {
  const { namespace, identity } = client.options;
  try {
    await withTimeout(client, promotionTimeoutMs, () =>
      client.connection.workflowService.setWorkerDeploymentCurrentVersion({
        namespace,
        deploymentName,
        buildId,
        identity,
      }),
    );
    return { outcome: 'current' };
  } catch (error) {
    const code = grpcCode(error);
    const noneYet = code === grpcCodes.failedPrecondition && /no Worker Deployment found/i.test(grpcDetails(error));
    if (noneYet || code === grpcCodes.notFound) return { outcome: 'unknown' };
    if (code !== grpcCodes.failedPrecondition && code !== grpcCodes.invalidArgument) throw error;
    return { outcome: 'refused', reason: error instanceof Error ? error.message : String(error) };
  }
}

const places = new Map<unknown, 'current' | 'ramping' | 'new'>([
  [WorkerDeploymentVersionStatus.WORKER_DEPLOYMENT_VERSION_STATUS_CURRENT, 'current'],
  [WorkerDeploymentVersionStatus.WORKER_DEPLOYMENT_VERSION_STATUS_RAMPING, 'ramping'],
  [WorkerDeploymentVersionStatus.WORKER_DEPLOYMENT_VERSION_STATUS_INACTIVE, 'new'],
]);

function placeOf(status: proto.temporal.api.enums.v1.WorkerDeploymentVersionStatus | null | undefined) {
  return places.get(status) ?? 'replaced';
}

async function countPinned(client: Client, deploymentName: string, buildId: string): Promise<number> {
  const query =
    `TemporalWorkerDeploymentVersion="${deploymentName}:${buildId}" AND ` +
    'TemporalWorkflowVersioningBehavior="Pinned" AND ExecutionStatus="Running"';
  return (await within(client, () => client.workflow.count(query))).count;
}

async function within<Result>(client: Client, ask: () => Promise<Result>): Promise<Result> {
  return await withTimeout(client, timeoutMs, ask);
}
