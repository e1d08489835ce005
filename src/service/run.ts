import { setTimeout as sleep } from 'node:timers/promises';
import { createCallStarter } from '../adapters/temporal/call-starter.ts';
import { countWorkers } from '../adapters/temporal/count-workers.ts';
import { backfillTaskQueue, callTaskQueue } from '../adapters/temporal/task-queues.ts';
import { readTemporalEnvironment } from '../adapters/temporal/temporal-environment.ts';
import type { Config } from '../config/config.ts';
import type { HttpListener } from '../http/listen.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { keepRetention, openServiceLedger } from './ledger.ts';
import type { ReadSdkMetrics } from './runtime.ts';
import { watchService } from './telemetry.ts';
import { openTemporal, readyNamespace, warnWhenAway } from './temporal.ts';
import { createServiceApp, listenBesideWorker, listenForWebhooks } from './web.ts';
import { createCallSettings, startWorker } from './workers.ts';

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
  /** null: no traces. */
  tracing: Tracing | null;
  log: Logger;
}

const longestStartMs = 10_000;

/** The composition root: every part is made here and handed what it needs. */
export async function runService(options: ServiceOptions): Promise<RunningService> {
  const { config, environment, parts, readSdkMetrics, tracing, log } = options;
  const { preferences } = config;
  const client = openTemporal(environment, config.encryptionKeys, tracing?.client);
  const ledger = openServiceLedger(config, parts.ingress && parts.worker, log);
  const watch = watchService({ client, ledger, readSdkMetrics, tracing, log });
  // Of itself a process with a worker knows.
  const workers = parts.worker ? null : countWorkers(client, callTaskQueue);
  const calls = watch.counted(
    createCallStarter({
      client,
      taskQueue: callTaskQueue,
      lateQueue: backfillTaskQueue,
      ...(workers === null ? {} : { nobodyWorks: () => workers.none() }),
      settingsFor: createCallSettings(config),
    }),
  );
  const never = new Promise(() => {});
  // A worker does both itself.
  if (!parts.worker) void warnWhenAway(client, environment, log);
  const endReadying = parts.worker ? null : readyNamespace(client, log);
  let listener: HttpListener | null = null;
  const worker = parts.worker ? startWorker(environment, { client, config, calls, ledger, watch, tracing, log }) : null;
  // To load a worker and a database keeps this process from answering for a moment, so webhooks are let in after that; but
  // what is away, or stalls, keeps nobody waiting.
  await Promise.race([
    Promise.all([worker?.firstTry, ledger?.firstTry]),
    sleep(longestStartMs, undefined, { ref: false }),
  ]);
  if (parts.ingress) {
    const { namespace = 'default' } = readTemporalEnvironment(environment);
    const app = createServiceApp({ config, client, namespace, calls, ledger, watch, tracing, log });
    listener = await listenForWebhooks(app, config.http.port);
    log.info({ port: listener.port }, 'listening for webhooks at /webhooks/aircall');
  }

  const { callsMs } = preferences.retention;
  const endRetention =
    parts.worker && ledger !== null && callsMs !== null ? keepRetention({ ledger, log }, callsMs) : null;
  const { workerPort } = config.http;
  const isAlone = parts.worker && !parts.ingress;
  const beside = isAlone && workerPort !== null ? await listenBesideWorker(watch, workerPort, log) : null;

  return {
    port: listener?.port ?? null,
    stopped: worker?.stopped ?? never,
    async stop() {
      // Beside each other: either may take as long as the other, and who stops the process waits for half a minute.
      await Promise.all([listener?.close(), worker?.stop()]);
      await beside?.close();
      endRetention?.();
      endReadying?.();
      workers?.stop();
      await ledger?.close();
      await client.connection.close();
    },
  };
}
