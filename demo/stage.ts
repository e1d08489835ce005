import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { type AircallSimulator, startAircallSimulator } from '../simulators/aircall/start-aircall-simulator.ts';
import { type FrontSimulator, startFrontSimulator } from '../simulators/front/start-front-simulator.ts';
import { freePorts } from '../simulators/programs/free-ports.ts';
import { startTemporalServer, type TemporalServer } from '../simulators/temporal/start-temporal-server.ts';
import { aircallCompany, frontCompany } from './company.ts';
import type { Addresses } from './screen.ts';
import { demoPreferences, requestsPerMinute, serviceEnvironment, startService, variablesFile } from './service.ts';
import type { DemoLanguage } from './story.ts';

/** Aircall's events come ten times faster than in reality: call.ended 3 s after the hang-up instead of 30. */
export const timeScale = 0.1;

/** The servers and the service that the demo uses. */
export interface Stage {
  aircall: AircallSimulator;
  front: FrontSimulator;
  client: Client;
  addresses: Addresses;
  /** Rejects when the service exits unexpectedly. */
  serviceEnded: Promise<never>;
}

/**
 * Starts the simulators, a Temporal server, and Callthread in a process of its own.
 * @param closing collects a function for each part that stops it
 * @throws {Error} in words for people, when a part does not start
 */
export async function openStage(options: StageOptions, closing: Closing): Promise<Stage> {
  const { folder, logFile, language, signal } = options;
  const tokens = { front: token(), aircall: token(), webhook: token(), admin: token(), plugin: token() };
  const [port = 0] = await freePorts(1);
  const serviceUrl = `http://127.0.0.1:${port}`;
  const front = await startFrontSimulator({
    ...frontCompany,
    port: options.pagePort ?? 0,
    token: tokens.front,
    requestsPerMinute,
    frontRules: true,
    appUrl: `${serviceUrl}/`,
    pluginUrl: `${serviceUrl}/plugin?auth_secret=${tokens.plugin}`,
  });
  closing.push(() => front.close());
  const aircall = await startAircallSimulator({
    apiId: 'demo',
    apiToken: tokens.aircall,
    timeScale,
    seeds: aircallCompany,
  });
  closing.push(() => aircall.close());

  const temporal = await startTemporal(options, closing);
  const connection = await Connection.connect({ address: temporal.address });
  closing.push(() => connection.close());
  const client = new Client({ connection, namespace: temporal.namespace });

  const preferencesFile = join(folder, 'callthread.yaml');
  await writeFile(preferencesFile, demoPreferences(language));
  const environment = serviceEnvironment(process.env, {
    port,
    temporal,
    frontUrl: front.url,
    aircallUrl: aircall.url,
    tokens,
    preferencesFile,
    dataFolder: join(folder, 'data'),
  });
  const environmentFile = join(folder, '.env');
  await writeFile(environmentFile, variablesFile(environment), { mode: 0o600 });
  const service = await startService(environment, { port, logFile, signal });
  closing.push(() => service.stop());
  aircall.addWebhook({ url: `${serviceUrl}/webhooks/aircall`, token: tokens.webhook });
  // A service that is stopping gets no new events.
  closing.push(async () => aircall.state.webhooks.clear());

  const addresses = {
    inboxUrl: front.url,
    aircallUrl: aircall.url,
    adminUrl: serviceUrl,
    adminToken: tokens.admin,
    temporalUrl: temporal.uiUrl ?? '',
    environmentFile,
    logFile,
  };
  return { aircall, front, client, addresses, serviceEnded: service.ended };
}

function token(): string {
  return randomBytes(16).toString('hex');
}

export interface StageOptions {
  language: DemoLanguage;
  /** For Temporal's data, the configuration and the log. */
  folder: string;
  logFile: string;
  pagePort: number | null;
  uiPort: number | null;
  signal: AbortSignal;
  report: (line: string) => void;
}

/** How long stopping waits for a server that is still starting or being built. */
const timeoutMs = 10_000;

/**
 * Starts the demo's own Temporal server, with its Web UI. It never uses the one in TEMPORAL_ADDRESS: its workers would log
 * the demo's calls into their Front, and the demo would log theirs.
 */
async function startTemporal(
  { folder, uiPort, report, signal }: Pick<StageOptions, 'folder' | 'uiPort' | 'report' | 'signal'>,
  closing: Closing,
): Promise<TemporalServer> {
  delete process.env['TEMPORAL_ADDRESS'];
  const starting = startTemporalServer({
    dataFile: join(folder, 'temporal.db'),
    ...(uiPort === null ? {} : { uiPort }),
    report,
  });
  closing.push(async () => {
    const started = await Promise.race([starting.catch(() => null), sleep(timeoutMs, null, { ref: false })]);
    await started?.stop();
  });
  return await unlessAborted(starting, signal);
}

/** Functions that stop the demo's parts, in the order of their start. */
export type Closing = Array<() => Promise<unknown>>;

/** Stops all parts, last one first, even if one fails. @throws the first failure */
export async function closeAll(closing: Closing): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closing.toReversed()) await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/** Waits for work that cannot be aborted. @throws the signal's reason as soon as it is aborted */
export async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  // It goes on when this is over, and may fail while the demo stops.
  work.catch(() => {});
  signal.throwIfAborted();
  let abort = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
  });
  return await Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', abort));
}
