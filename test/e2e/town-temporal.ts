import { freeLowPorts } from '../../simulators/programs/free-ports.ts';
import { startTemporalOnPostgres } from '../../simulators/temporal/start-temporal-on-postgres.ts';
import { startTemporalServer, type TemporalServer } from '../../simulators/temporal/start-temporal-server.ts';
import { sharedNamespace } from '../kit/shared-namespace.ts';
import { topology } from './topology.ts';

export interface TownTemporal {
  /** The newest one, after a restart. */
  readonly server: Omit<TemporalServer, 'uiUrl'> & Partial<Pick<TemporalServer, 'uiUrl'>>;
  /** A service process's environment for it, and for the database of calls. */
  environment: Record<string, string>;
  /** Ends it by a signal and starts it again on the same data. */
  restart(signal: NodeJS.Signals): Promise<void>;
  close(): Promise<void>;
}

interface OfDevelopment {
  /** Where it keeps its data. */
  dataFile: string;
  webUi: boolean;
  /** Whether it is this town's alone, to be ended, or for its file to be read. */
  own: boolean;
}

/** @param options of the development server; the one on PostgreSQL has a database of its own, and no Web UI */
export async function startTownTemporal(options: OfDevelopment): Promise<TownTemporal> {
  if (topology === 'postgres') return await onPostgres();
  return options.own || options.webUi ? await onFile(options) : await inSharedNamespace();
}

async function inSharedNamespace(): Promise<TownTemporal> {
  const { address, namespace } = await sharedNamespace();
  return {
    server: { address, namespace, pid: undefined, lastLines: () => '', stop: refuse },
    environment: { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace },
    restart: refuse,
    close: () => Promise.resolve(),
  };
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('other tests use this server: open the town with `ownTemporal`'));
}

async function onPostgres(): Promise<TownTemporal> {
  const temporal = await startTemporalOnPostgres({ fast: true, report: console.error });
  const { address, namespace, databaseUrl } = temporal;
  return {
    get server() {
      return { address, namespace, ...temporal.server };
    },
    environment: { TEMPORAL_ADDRESS: address, DATABASE_URL: databaseUrl },
    restart: temporal.restart,
    close: temporal.close,
  };
}

async function onFile({ dataFile, webUi }: OfDevelopment): Promise<TownTemporal> {
  const [port = 0, webUiPort = 0] = await freeLowPorts(2);
  const uiPort = webUi ? webUiPort : false;
  const launch = () => startTemporalServer({ dataFile, port, uiPort, fast: true, report: console.error });
  let server = await launch();
  return {
    get server() {
      return server;
    },
    environment: { TEMPORAL_ADDRESS: server.address },
    async restart(signal) {
      await server.stop(signal);
      server = await launch();
    },
    close: () => server.stop(),
  };
}
