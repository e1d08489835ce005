import { setTimeout as sleep } from 'node:timers/promises';
import { createNoteDeliverer } from '../adapters/temporal/calls/deliver-note.ts';
import { createCallStarter } from '../adapters/temporal/calls/start-call.ts';
import { createCardStarter } from '../adapters/temporal/calls/start-card.ts';
import { readTemporalEnvironment } from '../adapters/temporal/connection/client.ts';
import { backfillTaskQueue, callTaskQueue, countWorkers } from '../adapters/temporal/operations/workers.ts';
import type { Config } from '../config/config.ts';
import type { HttpListener } from '../http/listen.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { keepRetention, openServiceLedger } from './ledger.ts';
import type { ReadSdkMetrics } from './runtime.ts';
import { createServiceMetrics } from './telemetry.ts';
import { openTemporal, setUpNamespace, warnWhenAway } from './temporal.ts';
import { createServiceApp, listenBesideWorker, listenForWebhooks } from './web.ts';
import { createCallSettings, startWorker } from './workers.ts';

/** Which parts run in this process. */
export interface Parts {
  ingress: boolean;
  worker: boolean;
}

interface RunningService {
  /** The ingress's port; null without an ingress. */
  port: number | null;
  /** Settles when the worker has stopped; rejects if it stopped because of an error. */
  stopped: Promise<unknown>;
  /** Stops accepting webhooks, finishes activities in flight, and closes all connections. */
  stop(): Promise<void>;
}

interface ServiceOptions {
  config: Config;
  environment: NodeJS.ProcessEnv;
  parts: Parts;
  /** null without a worker. */
  readSdkMetrics: ReadSdkMetrics | null;
  /** null: no traces. */
  tracing: Tracing | null;
  log: Logger;
}

const maxStartMs = 10_000;

/** The composition root: creates every part and passes it what it needs. */
export async function runService(options: ServiceOptions): Promise<RunningService> {
  const { config, environment, parts, readSdkMetrics, tracing, log } = options;
  const { preferences } = config;
  const client = openTemporal(environment, config.encryptionKeys, tracing?.client);
  const ledger = openServiceLedger(config, parts.ingress && parts.worker, log);
  const watch = createServiceMetrics({
    client,
    hasCallbacks: preferences.callbacks !== null,
    ledger,
    readSdkMetrics,
    tracing,
    log,
  });
  // A process with its own worker need not count workers.
  const workers = parts.worker ? null : countWorkers(client, callTaskQueue);
  const calls = watch.counted(
    createCallStarter({
      client,
      taskQueue: callTaskQueue,
      lateQueue: backfillTaskQueue,
      ...(workers === null ? {} : { hasNoWorker: () => workers.none() }),
      settingsFor: createCallSettings(config),
    }),
  );
  const cards = preferences.card.enabled
    ? createCardStarter({ client, taskQueue: callTaskQueue, preferences, onCard: watch.onCard })
    : undefined;
  const never = new Promise(() => {});
  // A worker does both of these itself.
  if (!parts.worker) void warnWhenAway(client, environment, log);
  const setup = setUpNamespace(client, log);
  let listener: HttpListener | null = null;
  const worker = parts.worker
    ? startWorker(environment, { client, setup, config, calls, ledger, watch, tracing, log })
    : null;
  // Loading a worker and a database blocks this process for a moment, so webhooks are accepted afterwards; but not later
  // than this when Temporal or the database is down.
  await Promise.race([Promise.all([worker?.firstTry, ledger?.firstTry]), sleep(maxStartMs, undefined, { ref: false })]);
  if (parts.ingress) {
    const { namespace = 'default' } = readTemporalEnvironment(environment);
    const notes = createNoteDeliverer({ client, taskQueue: callTaskQueue, ai: preferences.ai });
    const common = { config, client, setup, namespace, ledger, watch, tracing, log };
    const app = createServiceApp({ ...common, calls, notes, cards });
    listener = await listenForWebhooks(app, config.http.port);
    log.info({ port: listener.port }, 'listening for webhooks at /webhooks/aircall');
  }

  const { callsMs } = preferences.retention;
  const endRetention =
    parts.worker && ledger !== null && callsMs !== null ? keepRetention({ ledger, client, log }, callsMs) : null;
  const { workerPort } = config.http;
  const isAlone = parts.worker && !parts.ingress;
  const beside = isAlone && workerPort !== null ? await listenBesideWorker(watch, workerPort, log) : null;

  return {
    port: listener?.port ?? null,
    stopped: worker?.stopped ?? never,
    async stop() {
      // In parallel: each may take over 20 s, and supervisors usually wait for 30 s.
      await Promise.all([listener?.close(), worker?.stop()]);
      await beside?.close();
      endRetention?.();
      await setup.stop();
      workers?.stop();
      await cards?.settled();
      await ledger?.close();
      await client.connection.close();
    },
  };
}
