import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '@temporalio/client';
import { grpcCode, grpcCodes } from '../../src/adapters/temporal/connection/errors.ts';
import { startRealPostgres } from '../postgres/real-postgres.ts';
import type { Report } from '../programs/report.ts';
import { spawnTied } from '../programs/spawn-tied.ts';
import { awaitFrontend } from './await-frontend.ts';
import { readComposeService } from './compose/compose-service.ts';
import { placeTemporal } from './compose/place-temporal.ts';
import { runComposeScript } from './compose/run-compose-script.ts';
import { findTemporalCli } from './find-temporal-cli.ts';
import { findTemporalServer } from './find-temporal-server.ts';
import { launchTemporal, type TemporalProcess } from './launch-temporal.ts';

export interface TemporalOnPostgresOptions {
  report: Report;
  /** Timers and tasks are looked at far more often: for tests, never for a benchmark. */
  fast?: boolean;
  /** PostgreSQL's own; by default it does not wait for the disk (`fsync=off`). A benchmark gives `[]`. */
  postgresFlags?: string[];
  /** More for the server: `TEMPORAL_TLS_*` and the like of its container image. */
  serverEnvironment?: Record<string, string>;
  /** Its clients' environment besides the address: `TEMPORAL_TLS_*` and `TEMPORAL_API_KEY` of Temporal's own tools. */
  clientEnvironment?: Record<string, string>;
}

export interface TemporalOnPostgres {
  /** host:port of the frontend. */
  address: string;
  namespace: string;
  /** Another database of the same PostgreSQL, empty, for `DATABASE_URL`. */
  databaseUrl: string;
  /** The server's process, the newest one after a restart. */
  readonly server: TemporalProcess;
  /** Ends the server and starts it again on the same data and port. PostgreSQL stays. */
  restart(signal: NodeJS.Signals): Promise<void>;
  /** Ends both, and removes their data. */
  close(): Promise<void>;
}

/**
 * Starts the real Temporal server, all of its services in one process, on a PostgreSQL of its own, both on free ports
 * of this machine: what docker-compose.yml starts, by the same scripts, environment and configuration, without Docker.
 * Both end with this process. Callthread's search attributes are not there yet: a worker adds them when it starts.
 * @throws {Error} with the last lines of what ended early, or as `findTemporalServer` and `findTemporalCli` do
 */
export async function startTemporalOnPostgres(options: TemporalOnPostgresOptions): Promise<TemporalOnPostgres> {
  const { report, fast = false, postgresFlags, serverEnvironment, clientEnvironment } = options;
  const programs = await findTemporalServer({ report });
  const cli = await findTemporalCli({ report });
  const postgres = await startRealPostgres(postgresFlags);
  const folder = await mkdtemp(join(tmpdir(), 'callthread-temporal-'));
  let server: TemporalProcess | undefined;
  const close = async () => {
    await server?.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const variables = { POSTGRES_PASSWORD: postgres.password };
    const schema = await readComposeService('temporal-schema', variables);
    const database = { SQL_HOST: '127.0.0.1', SQL_PORT: String(postgres.port), SQL_USER: postgres.user };
    await runComposeScript(schema, { 'temporal-sql-tool': programs.sqlTool }, database);
    const temporal = await readComposeService('temporal', variables);
    const [address, place] = await placeTemporal(postgres, fast ? folder : undefined);
    const client = { TEMPORAL_ADDRESS: address, ...clientEnvironment };
    const launch = () => {
      const env = { ...temporal.environment, ...place, ...serverEnvironment };
      const started = spawnTied(programs.server, argumentsOf(env), env);
      return launchTemporal(started, (signal) => awaitFrontend(client, signal, reachesHistory));
    };
    server = await launch();
    const namespace = await readComposeService('temporal-namespace', variables);
    await runComposeScript(namespace, { temporal: cli }, client);
    return {
      address,
      namespace: 'default',
      databaseUrl: postgres.urlOf('callthread'),
      get server() {
        return running();
      },
      async restart(signal) {
        await running().stop(signal);
        server = await launch();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }

  function running(): TemporalProcess {
    if (server === undefined) throw new Error('the Temporal server is not started yet');
    return server;
  }
}

/** As the container's image starts it: without a file, its configuration is a template that the environment fills in. */
function argumentsOf(env: Record<string, string>): string[] {
  const services = ['frontend', 'history', 'matching', 'worker'];
  // The server's own workers have no token: with authorization they use a frontend of their own.
  if (env['USE_INTERNAL_FRONTEND']) services.push('internal-frontend');
  const flags = services.flatMap((service) => ['--service', service]);
  return ['--allow-no-auth', 'start', ...flags];
}

/** The frontend answers before the other services do: so it is asked for what it must ask history for. */
async function reachesHistory(connection: Connection): Promise<void> {
  const execution = { workflowId: 'none' };
  await connection.workflowService
    .describeWorkflowExecution({ namespace: 'temporal-system', execution })
    .catch((error: unknown) => {
      if (grpcCode(error) !== grpcCodes.notFound) throw error;
    });
}
