import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/index.ts';
import { createAircallClient } from '../adapters/aircall/aircall-client.ts';
import { createOpenAudio } from '../adapters/aircall/open-audio.ts';
import { createOwnLines } from '../adapters/aircall/own-lines.ts';
import { createFrontClient } from '../adapters/front/front-client.ts';
import { createFrontPace } from '../adapters/front/front-pace.ts';
import { createArchiveTeller } from '../adapters/temporal/archive-teller.ts';
import { createCallStarter } from '../adapters/temporal/call-starter.ts';
import { createCallerTurns } from '../adapters/temporal/caller-turns.ts';
import { connectTemporal } from '../adapters/temporal/connect-temporal.ts';
import { countWorkers } from '../adapters/temporal/count-workers.ts';
import { registerSearchAttributes } from '../adapters/temporal/register-search-attributes.ts';
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
import { createWorker } from '../worker/create-worker.ts';

/** Which parts run in this process. */
export interface Parts {
  ingress: boolean;
  worker: boolean;
}

export interface RunningService {
  /** The port of the ingress; null without one. */
  port: number | null;
  /** Settles when the worker has stopped: rejects when it stopped for an error. */
  stopped: Promise<void>;
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
  let stopped: Promise<void> = new Promise(() => {});

  if (parts.worker) {
    const { connectionOptions, namespace = 'default' } = readTemporalEnvironment(environment);
    const connection = await untilConnected(() => NativeConnection.connect(connectionOptions), log);
    closing.unshift(async () => await connection.close());
    const registration = await registerSearchAttributes(connection, namespace);
    if (registration.outcome === 'refused') log.warn({ missing: registration.missing }, registration.advice);
    const aircall = createAircallClient(config.aircall);
    const workers = countWorkers(client, callTaskQueue);
    closing.push(async () => workers.stop());
    const { requestsPerMinute } = preferences.front;
    const pace = createFrontPace({ perMinute: requestsPerMinute, workers: workers.now });
    const activities = createActivities({
      front: createFrontClient({ ...config.front, pace }),
      aircall,
      openAudio: createOpenAudio(config.aircall.apiUrl),
      isOwnLine: createOwnLines(aircall),
      turns: createCallerTurns({ client, taskQueue: callTaskQueue }),
      preferences,
    });
    const worker = await createWorker({
      connection,
      namespace,
      taskQueue: callTaskQueue,
      activities,
      requestsPerMinute,
    });
    stopped = worker.run();
    closing.unshift(async () => await shutDown(worker, stopped));
    log.info({ taskQueue: callTaskQueue, namespace }, 'worker is polling');
  }

  let port: number | null = null;
  if (parts.ingress) {
    const { webhookSecret } = config.front;
    const app = createHttpApp({
      webhookTokens: config.aircall.webhookTokens,
      calls: createCallStarter({
        client,
        taskQueue: callTaskQueue,
        settingsFor: (line) => settingsFor(preferences, line),
      }),
      isOfInterest: (event) => isOfInterest(event, preferences),
      ready: () => temporalReachable(client),
      routers:
        webhookSecret === null ? [] : [frontWebhook({ webhookSecret, archives: createArchiveTeller({ client }), log })],
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

async function shutDown(worker: Worker, stopped: Promise<void>): Promise<void> {
  if (worker.getState() === 'RUNNING') worker.shutdown();
  await stopped;
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
