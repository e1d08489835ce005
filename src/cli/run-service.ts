import { setTimeout as sleep } from 'node:timers/promises';
import { createCallStarter } from '../adapters/temporal/call-starter.ts';
import { connectTemporal } from '../adapters/temporal/connect-temporal.ts';
import { callTaskQueue } from '../adapters/temporal/task-queues.ts';
import { readTemporalEnvironment } from '../adapters/temporal/temporal-environment.ts';
import type { Config } from '../config/config.ts';
import { settingsFor } from '../domain/line-routing.ts';
import { type HttpListener, listenHttp } from '../http/listen.ts';
import type { Logger } from '../observability/logger.ts';
import { createServiceApp } from './create-service-app.ts';
import type { ReadSdkMetrics } from './install-runtime.ts';
import { listenBesideWorker } from './listen-beside-worker.ts';
import { openServiceLedger } from './open-service-ledger.ts';
import { startWorker } from './start-worker.ts';
import { watchService } from './watch-service.ts';

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
  /** Where Temporal's runtime was installed, which is where there is a worker. */
  readSdkMetrics: ReadSdkMetrics | null;
  log: Logger;
}

const longestStartMs = 10_000;

/** The composition root: every part is made here and handed what it needs. */
export async function runService(options: ServiceOptions): Promise<RunningService> {
  const { config, environment, parts, readSdkMetrics, log } = options;
  const { preferences } = config;
  const client = connectTemporal(environment);
  const ledger = openServiceLedger(config, parts.ingress && parts.worker, log);
  const watch = watchService({ client, ledger, readSdkMetrics, log });
  const calls = watch.counted(
    createCallStarter({ client, taskQueue: callTaskQueue, settingsFor: (line) => settingsFor(preferences, line) }),
  );
  const never = new Promise(() => {});
  let listener: HttpListener | null = null;
  const worker = parts.worker ? startWorker(environment, { client, config, calls, ledger, watch, log }) : null;
  // To load a worker and a database keeps this process from answering for a moment, so webhooks are let in after that; but
  // what is away, or stalls, keeps nobody waiting.
  await Promise.race([
    Promise.all([worker?.firstTry, ledger?.firstTry]),
    sleep(longestStartMs, undefined, { ref: false }),
  ]);
  if (parts.ingress) {
    const { namespace = 'default' } = readTemporalEnvironment(environment);
    const app = createServiceApp({ config, client, namespace, calls, ledger, watch, log });
    listener = await listenHttp(app, config.http.port);
    log.info({ port: listener.port }, 'listening for webhooks at /webhooks/aircall');
  }

  const { workerPort } = config.http;
  const isAlone = parts.worker && !parts.ingress;
  const beside = isAlone && workerPort !== null ? await listenBesideWorker(watch, workerPort, log) : null;

  return {
    port: listener?.port ?? null,
    stopped: worker?.stopped ?? never,
    async stop() {
      await listener?.close();
      await worker?.stop();
      await beside?.close();
      await ledger?.close();
      await client.connection.close();
    },
  };
}
