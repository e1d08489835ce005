import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';
import { createArchiveTeller } from '../adapters/temporal/archive-teller.ts';
import { createCallStarter } from '../adapters/temporal/call-starter.ts';
import { connectTemporal } from '../adapters/temporal/connect-temporal.ts';
import { callTaskQueue } from '../adapters/temporal/task-queues.ts';
import { readTemporalEnvironment } from '../adapters/temporal/temporal-environment.ts';
import { temporalReachable } from '../adapters/temporal/temporal-reachable.ts';
import type { Config } from '../config/config.ts';
import { isOfInterest } from '../domain/interest.ts';
import { settingsFor } from '../domain/line-routing.ts';
import { createHttpApp } from '../http/create-http-app.ts';
import { listenHttp } from '../http/listen.ts';
import { frontWebhook } from '../http/routes/front-webhook.ts';
import type { Logger } from '../observability/logger.ts';
import { createPages } from './create-pages.ts';
import { openServiceLedger } from './open-service-ledger.ts';
import { runWorkers } from './run-workers.ts';

/** Which parts run in this process. */
export interface Parts {
  ingress: boolean;
  worker: boolean;
}

export interface RunningService {
  /** The port of the ingress; null without one. */
  port: number | null;
  /** Settles when the worker has stopped: rejects when it stopped for an error. */
  stopped: Promise<unknown>;
  /** Takes no more webhooks, lets activities in flight finish, and closes all connections. */
  stop(): Promise<void>;
}

export interface ServiceOptions {
  config: Config;
  environment: NodeJS.ProcessEnv;
  parts: Parts;
  log: Logger;
}

/** The composition root: every part is made here and handed what it needs. */
export async function runService({ config, environment, parts, log }: ServiceOptions): Promise<RunningService> {
  const { preferences } = config;
  const client = connectTemporal(environment);
  const closing: Array<() => Promise<void>> = [async () => await client.connection.close()];
  const ledger = await openServiceLedger(config, parts.ingress && parts.worker, log);
  if (ledger !== null) closing.unshift(async () => await ledger.close());
  const calls = createCallStarter({
    client,
    taskQueue: callTaskQueue,
    settingsFor: (line) => settingsFor(preferences, line),
  });
  let stopped: Promise<unknown> = new Promise(() => {});

  if (parts.worker) {
    const { connectionOptions, namespace = 'default' } = readTemporalEnvironment(environment);
    const connection = await untilConnected(() => NativeConnection.connect(connectionOptions), log);
    closing.unshift(async () => await connection.close());
    const workers = await runWorkers({ client, connection, namespace, config, calls, ledger, log });
    stopped = workers.stopped;
    closing.unshift(workers.stop);
  }

  let port: number | null = null;
  if (parts.ingress) {
    const { webhookSecret } = config.front;
    const { namespace = 'default' } = readTemporalEnvironment(environment);
    const archives = createArchiveTeller({ client });
    const app = createHttpApp({
      webhookTokens: config.aircall.webhookTokens,
      calls,
      isOfInterest: (event) => isOfInterest(event, preferences),
      ready: () => temporalReachable(client),
      routers: [
        ...(webhookSecret === null ? [] : [frontWebhook({ webhookSecret, archives, log })]),
        ...createPages({ config, client, namespace, ledger, log }),
      ],
      log,
    });
    const listener = await listenHttp(app, config.http.port);
    closing.unshift(async () => await listener.close());
    port = listener.port;
    log.info({ port }, 'listening for webhooks at /webhooks/aircall');
  }

  return {
    port,
    stopped,
    async stop() {
      for (const close of closing) await close();
    },
  };
}

/** A worker without Temporal has nothing to do, so it waits for it, and says so. */
async function untilConnected<Connected>(connect: () => Promise<Connected>, log: Logger): Promise<Connected> {
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      log.warn({ err: error }, 'Temporal is not reachable yet (TEMPORAL_ADDRESS); trying again in 2 s');
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

/** Temporal's runtime writes into our log, and leaves signals alone: `stop()` is what a signal calls. */
export function installRuntime(log: Logger): void {
  const logger = new DefaultLogger('INFO', ({ level, message, meta }) => {
    log[pinoLevels[level]]({ ...meta, sdk: true }, message);
  });
  Runtime.install({
    shutdownSignals: [],
    logger,
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) } },
  });
}

const pinoLevels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
