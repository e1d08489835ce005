import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RealPostgres } from '../../postgres/real-postgres.ts';
import { freeLowPorts } from '../../programs/free-ports.ts';

/**
 * Each listens at a port of its own. HTTP is not used, but the configuration cannot be without it. Its table
 * `cluster_membership` has room for ports up to 32767.
 */
const portNames = [
  'FRONTEND_GRPC_PORT',
  'FRONTEND_MEMBERSHIP_PORT',
  'FRONTEND_HTTP_PORT',
  'INTERNAL_FRONTEND_GRPC_PORT',
  'INTERNAL_FRONTEND_MEMBERSHIP_PORT',
  'INTERNAL_FRONTEND_HTTP_PORT',
  'MATCHING_GRPC_PORT',
  'MATCHING_MEMBERSHIP_PORT',
  'HISTORY_GRPC_PORT',
  'HISTORY_MEMBERSHIP_PORT',
  'WORKER_GRPC_PORT',
  'WORKER_MEMBERSHIP_PORT',
];

const fastTimers = {
  'history.transferProcessorMaxPollRPS': 1000,
  'history.timerProcessorMaxPollRPS': 1000,
  'history.timerProcessorMaxTimeShift': '10ms',
};

/**
 * The settings of a Temporal server on this machine that differ from one in a container: the addresses of PostgreSQL
 * and of its own services.
 * @param fastIn a folder for a file of settings that make timers and tasks be polled far more often
 * @returns the frontend's host:port, and the environment
 */
export async function placeTemporal(
  postgres: RealPostgres,
  fastIn: string | undefined,
): Promise<[string, Record<string, string>]> {
  const ports = await freeLowPorts(portNames.length);
  const environment: Record<string, string> = {
    POSTGRES_SEEDS: '127.0.0.1',
    DB_PORT: String(postgres.port),
    VISIBILITY_DB_PORT: String(postgres.port),
    POSTGRES_USER: postgres.user,
    BIND_ON_IP: '127.0.0.1',
  };
  for (const [index, name] of portNames.entries()) environment[name] = String(ports[index]);
  if (fastIn !== undefined) {
    const file = join(fastIn, 'dynamic-config.yaml');
    const settings = Object.entries(fastTimers).map(([key, value]) => [key, [{ value }]]);
    // YAML reads JSON.
    await writeFile(file, JSON.stringify(Object.fromEntries(settings)));
    environment['DYNAMIC_CONFIG_FILE_PATH'] = file;
  }
  return [`127.0.0.1:${ports[0]}`, environment];
}
