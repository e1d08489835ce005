import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Connection } from '@temporalio/client';
import { searchAttributeNames } from '../../workflows/messages.ts';
import { freePorts } from '../programs/free-ports.ts';
import type { Report } from '../programs/report.ts';
import { spawnTied } from '../programs/spawn-tied.ts';
import { awaitFrontend } from './await-frontend.ts';
import { findTemporalCli } from './find-temporal-cli.ts';
import { launchTemporal, type TemporalProcess } from './launch-temporal.ts';

export interface TemporalServerOptions {
  /** SQLite file, made if it is not there, so that a restart finds all again; without it all is in memory. */
  dataFile?: string;
  /** Of the frontend, on 127.0.0.1; a free one by default. */
  port?: number;
  /** Of the Web UI; a free one by default, no Web UI when false. */
  uiPort?: number | false;
  /** Of its metrics for Prometheus; none by default. */
  metricsPort?: number;
  /** More of them than `default`, each with Callthread's search attributes. */
  namespaces?: readonly string[];
  /** Timers and tasks are looked at far more often: for tests, never for a benchmark. */
  fast?: boolean;
  report: Report;
}

export interface TemporalServer extends TemporalProcess {
  /** host:port of the frontend. */
  address: string;
  namespace: string;
  uiUrl: string | undefined;
}

const usualNamespace = 'default';

const fastTimers = [
  'history.transferProcessorMaxPollRPS=1000',
  'history.timerProcessorMaxPollRPS=1000',
  'history.timerProcessorMaxTimeShift="10ms"',
  // A run that closed a moment ago is deleted only once the server has noted that it is done with the closing.
  'history.transferProcessorUpdateAckInterval="1s"',
  'history.visibilityProcessorUpdateAckInterval="1s"',
  // A development server reads the namespace anew for each search attribute that it meets.
  'system.forceSearchAttributesCacheRefreshOnRead=false',
];

/**
 * Starts a development server of Temporal that ends with this process, and waits until it can be used. With
 * TEMPORAL_ADDRESS in the environment it starts nothing and gives that server instead, which is then not stopped.
 * @throws {Error} with the server's last lines when it ends early, or as `findTemporalCli` does
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = process.env;
  if (address) {
    return {
      address,
      namespace: namespace || usualNamespace,
      uiUrl: undefined,
      pid: undefined,
      lastLines: () => '',
      stop: () => Promise.resolve(),
    };
  }
  const cli = await findTemporalCli(options);
  if (options.dataFile !== undefined) await mkdir(dirname(resolve(options.dataFile)), { recursive: true });
  // A port that was free can be taken before the server has it. Those it uses inside it chooses in the same way, and panics.
  return launch(cli, options).catch((error: unknown) => {
    if (!/address already in use|^panic: /m.test(String(error))) throw error;
    return launch(cli, options);
  });
}

async function launch(cli: string, options: TemporalServerOptions): Promise<TemporalServer> {
  const [freePort, freeUiPort] = await freePorts(2);
  const port = options.port ?? freePort;
  const uiPort = options.uiPort ?? freeUiPort;
  const server = spawnTied(cli, [
    'server',
    'start-dev',
    '--ip=127.0.0.1',
    `--port=${port}`,
    '--log-level=error',
    ...(uiPort === false ? ['--headless'] : [`--ui-port=${uiPort}`]),
    ...(options.namespaces ?? []).map((name) => `--namespace=${name}`),
    ...(options.dataFile === undefined ? [] : ['--db-filename', resolve(options.dataFile)]),
    ...(options.metricsPort === undefined ? [] : [`--metrics-port=${options.metricsPort}`]),
    ...searchAttributeNames.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    ...(options.fast ? fastTimers.flatMap((value) => ['--dynamic-config-value', value]) : []),
  ]);
  const address = `127.0.0.1:${port}`;
  // It makes them in this order, before it answers.
  const last = options.namespaces?.at(-1) ?? usualNamespace;
  const launched = await launchTemporal(server, (signal) =>
    awaitFrontend({ TEMPORAL_ADDRESS: address }, signal, (connection) => hasSearchAttributes(connection, last)),
  );
  const uiUrl = uiPort === false ? undefined : `http://127.0.0.1:${uiPort}`;
  return { ...launched, address, namespace: usualNamespace, uiUrl };
}

/** The server registers search attributes when it has answered already. */
async function hasSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  await connection.workflowService.describeNamespace({ namespace });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = searchAttributeNames.filter((name) => customAttributes[name] === undefined);
  if (missing.length > 0) throw new Error(`no search attribute ${missing.join(', ')} yet`);
}
