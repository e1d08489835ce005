import type { Client } from '@temporalio/client';
import { type FrontIdentity, readIdentity } from '../../adapters/front/read-identity.ts';
import { countParkedFailures } from '../../adapters/temporal/count-parked-failures.ts';
import { countStates, type StateCounts } from '../../adapters/temporal/count-states.ts';
import { grpcCode, grpcCodes } from '../../adapters/temporal/grpc-code.ts';
import { type LastReconcile, readLastReconcile } from '../../adapters/temporal/last-reconcile.ts';
import { countWorkersNow } from '../../adapters/temporal/read-surroundings.ts';
import { callTaskQueue } from '../../adapters/temporal/task-queues.ts';
import { loadConfig } from '../../config/load-config.ts';
import { CommandError } from '../command-error.ts';
import { type HealthReading, readHealth } from '../read-health.ts';
import { tellVendorFault } from '../tell-vendor-fault.ts';
import { withTemporal } from '../with-temporal.ts';

const patienceMs = 5000;

interface TemporalStatus {
  workers: number;
  byState: StateCounts;
  /** Of all that are parked, whatever their type, the most frequent failure first. */
  parked: Array<{ failure: string; count: number }>;
  lastReconcile: LastReconcile | null;
}

export interface Status {
  /** `configured`: by PUBLIC_URL; else it is looked for on this machine, where it need not be. */
  service: { address: string; configured: boolean } & HealthReading;
  /** What Temporal says; or why it says nothing. */
  temporal: { problem: string } | TemporalStatus;
  /** Front's limit of requests a minute and what is left of it; or why Front does not say. */
  front: { problem: string } | Pick<FrontIdentity, 'limitPerMinute' | 'left'>;
}

/** How the service does, as far as it is seen from outside. @throws {ConfigError} when the configuration is wrong */
export async function readStatus(environment: NodeJS.ProcessEnv, cwd: string): Promise<Status> {
  const { http, front } = loadConfig(environment, cwd, { webhookToken: false });
  const address = http.publicUrl ?? `http://127.0.0.1:${http.port}`;
  const [health, temporal, limit] = await Promise.all([
    readHealth(address),
    withTemporal(environment, readTemporal).catch(tellAway),
    readIdentity(front).then(({ limitPerMinute, left }) => ({ limitPerMinute, left }), tellFront),
  ]);
  return { service: { address, configured: http.publicUrl !== null, ...health }, temporal, front: limit };
}

async function readTemporal(client: Client): Promise<TemporalStatus> {
  const workers = await countWorkersNow(client, callTaskQueue);
  const byState = await countStates(client);
  const failures = [...(await countParkedFailures(client, patienceMs))].filter(([, count]) => count > 0);
  const parked = failures.map(([failure, count]) => ({ failure, count })).toSorted((a, b) => b.count - a.count);
  const lastReconcile = await readLastReconcile(client);
  return { workers, byState, parked, lastReconcile };
}

function tellAway(error: unknown): { problem: string } {
  if (error instanceof CommandError) return { problem: error.message };
  if (grpcCode(error) === grpcCodes.invalidArgument) {
    return { problem: "Temporal does not know Callthread's search attributes (yet). See: callthread doctor" };
  }
  throw error;
}

function tellFront(error: unknown): { problem: string } {
  const told = tellVendorFault(error);
  if (told === null) throw error;
  return { problem: `${told.found}. ${told.remedy}` };
}
