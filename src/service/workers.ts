import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { currentCancellation } from '../../activities/attempt.ts';
import { callerDigest } from '../../activities/call/caller-conversation.ts';
import { createCardActivities } from '../../activities/card/show-card.ts';
import { createActivities } from '../../activities/index.ts';
import { createSweepActivities } from '../../activities/sweep/activities.ts';
import { createOpenAudio } from '../adapters/aircall/audio.ts';
import { createAircallClient } from '../adapters/aircall/client.ts';
import { createOwnLines } from '../adapters/aircall/lines.ts';
import { createFrontClient } from '../adapters/front/client.ts';
import { createRateLimiter } from '../adapters/front/rate-limiter.ts';
import type { Ledger } from '../adapters/ledger/ledger.ts';
import { readCallThread } from '../adapters/temporal/calls/call-state.ts';
import { createCallbacks } from '../adapters/temporal/calls/callbacks.ts';
import type { CallStarter } from '../adapters/temporal/calls/start-call.ts';
import { createPastCalls } from '../adapters/temporal/calls/start-call.ts';
import { isCardOver } from '../adapters/temporal/calls/start-card.ts';
import { readTemporalEnvironment } from '../adapters/temporal/connection/client.ts';
import { createDataConverter, deriveCallbackKeys, deriveCallerLockKey } from '../adapters/temporal/encryption/codec.ts';
import { ensureSchedule } from '../adapters/temporal/operations/schedule.ts';
import { backfillTaskQueue, callTaskQueue, countWorkers } from '../adapters/temporal/operations/workers.ts';
import type { Config } from '../config/config.ts';
import type { Line } from '../domain/call.ts';
import { type CallSettings, settingsFor } from '../domain/settings.ts';
import { aircallWebhookPath } from '../http/webhooks/aircall.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { createWorker } from './create-worker.ts';
import { StartError } from './start-error.ts';
import type { ServiceMetrics } from './telemetry.ts';
import { findTemporalFault, type NamespaceSetup } from './temporal.ts';

interface WorkersOptions {
  client: Client;
  connection: NativeConnection;
  namespace: string;
  setup: Pick<NamespaceSetup, 'register'>;
  config: Config;
  calls: CallStarter;
  ledger: Ledger | null;
  watch: ServiceMetrics;
  tracing: Pick<Tracing, 'worker'> | null;
  log: Logger;
}

/**
 * Enough activities of past calls to use Front's limit, at about a second per request. Few workflow tasks, so that a
 * thousand of them after an outage leave Temporal time for those of live calls.
 */
const backfillLimits = (requestsPerMinute: number) => ({
  maxConcurrentWorkflowTaskExecutions: 6,
  maxConcurrentActivityTaskExecutions: Math.min(20, Math.ceil(requestsPerMinute / 60)),
  maxCachedWorkflows: 20,
});

/** A card must be there within 10 s of the first ring. */
const cardTimeoutMs = 4_000;

/** Runs two workers: one for live calls, one for late and past ones. `stop` lets their activities finish. */
async function runWorkers({
  client,
  connection,
  namespace,
  setup,
  config,
  calls,
  ledger,
  watch,
  tracing,
  log,
}: WorkersOptions): Promise<{
  /** Settles when they have stopped; rejects if one stopped because of an error. */
  stopped: Promise<unknown>;
  stop: () => Promise<void>;
}> {
  await setup.register();
  const { preferences, http, version } = config;
  const { onAnswered, onFrontLimit: onLimit, activities } = watch;
  const { identity } = client.options;
  const workers = countWorkers(client, callTaskQueue, identity);
  const aircall = createAircallClient(
    { ...config.aircall, onAnswered },
    {
      workers: () => workers.now(),
      cancellation: currentCancellation,
    },
  );
  const { requestsPerMinute } = preferences.front;
  const rateLimiter = createRateLimiter({
    perMinute: requestsPerMinute,
    workers: () => workers.now(),
    onLimit,
    cancellation: currentCancellation,
  });
  const front = {
    ...config.front,
    onAnswered,
    rateLimiter,
  };
  const deps = {
    aircall,
    openAudio: createOpenAudio(config.aircall.apiUrl, onAnswered),
    isOwnLine: createOwnLines(aircall),
    ledger,
    callbacks: createCallbacks({ client, taskQueue: callTaskQueue, keys: deriveCallbackKeys(config.encryptionKeys) }),
    findThread: (callId: number) => readCallThread(client, callId),
    publicUrl: http.publicUrl,
    preferences,
    watch: activities,
  };
  const settingsOf = createCallSettings(config);
  const past = createPastCalls(client, settingsOf);
  const card = createCardActivities({
    ...deps,
    front: createFrontClient({ ...front, timeoutMs: cardTimeoutMs, maxWaitMs: cardTimeoutMs }),
    aircall: createAircallClient({ ...config.aircall, onAnswered, timeoutMs: cardTimeoutMs }),
    shareLeft: () => rateLimiter.shareLeft(),
    isOver: (callId) => isCardOver(client, past, callId),
    openCallback: async (e164) =>
      preferences.callbacks === null
        ? null
        : await deps.callbacks.read(callerDigest({ kind: 'number', e164 }, 0)).catch(() => null),
    onCard: watch.onCard,
  });
  const sweep = createSweepActivities({
    aircall,
    calls,
    past,
    settingsFor: settingsOf,
    ledger,
    watch: activities,
    webhook: {
      url: http.publicUrl === null ? null : `${http.publicUrl}${aircallWebhookPath}`,
      tokens: config.aircall.webhookTokens,
    },
  });
  const dataConverter = createDataConverter(config.encryptionKeys);
  const common = {
    connection,
    namespace,
    identity,
    dataConverter,
    requestsPerMinute,
    version,
    tracing: tracing?.worker ?? null,
  };
  const [schedule, live, late] = await Promise.all([
    ensureSchedule(client, callTaskQueue),
    createWorker({
      ...common,
      taskQueue: callTaskQueue,
      activities: { ...createActivities({ ...deps, front: createFrontClient(front) }), ...sweep, ...card },
    }),
    createWorker({
      ...common,
      taskQueue: backfillTaskQueue,
      activities: createActivities({ ...deps, front: createFrontClient({ ...front, priority: 'history' }) }),
      extra: backfillLimits(requestsPerMinute),
    }),
  ]);
  if (schedule.outcome === 'refused') log.warn(schedule.advice);
  const running = [live.run(), late.run()];
  log.info(
    { taskQueues: [callTaskQueue, backfillTaskQueue], namespace, ...(version === null ? {} : { version }) },
    'worker is polling',
  );
  const stopped = Promise.all(running);
  return {
    stopped,
    async stop() {
      for (const worker of [live, late]) shutDown(worker);
      await stopped;
      workers.stop();
    },
  };
}

function shutDown(worker: Worker): void {
  if (worker.getState() === 'RUNNING') worker.shutdown();
}

const pauseMs = 2_000;

interface StartedWorker {
  /** Resolves when it is running, or the first attempt to reach Temporal failed. */
  firstTry: Promise<void>;
  /** Rejects when the worker cannot be started, or stopped because of an error. */
  stopped: Promise<unknown>;
  /** Lets activities in flight finish, or stops waiting for Temporal. */
  stop(): Promise<void>;
}

/**
 * Starts the workers as soon as Temporal can be reached, without waiting for that: in the meantime the ingress reports
 * that Temporal is down, and `/healthz` that the process is alive.
 */
export function startWorker(
  environment: NodeJS.ProcessEnv,
  options: Omit<WorkersOptions, 'connection' | 'namespace'>,
): StartedWorker {
  const givenUp = new AbortController();
  let endFirstTry = (): void => {};
  const firstTry = new Promise<void>((resolve) => {
    endFirstTry = resolve;
  });
  const { connectionOptions, namespace = 'default' } = readTemporalEnvironment(environment);
  const starting = (async () => {
    const connection = await untilConnected();
    if (connection === null) return null;
    try {
      return { connection, workers: await runWorkers({ ...options, connection, namespace }) };
    } catch (error) {
      // Connecting needs no permission; only now does Temporal refuse the namespace.
      const advice = await findTemporalFault(options.client, environment);
      if (advice !== null) throw new StartError(`Temporal ${advice}`, { cause: error });
      throw error;
    }
  })();

  /** Retries until Temporal can be reached, and logs why it cannot. */
  async function untilConnected(): Promise<NativeConnection | null> {
    while (!givenUp.signal.aborted) {
      try {
        return await NativeConnection.connect(connectionOptions);
      } catch (error) {
        const advice = await findTemporalFault(options.client, environment);
        options.log.warn(
          { err: error },
          `Temporal is not reachable yet; retrying in 2 s.${advice === null ? '' : ` It ${advice}`}`,
        );
        endFirstTry();
        await sleep(pauseMs, undefined, { signal: givenUp.signal }).catch(() => {});
      }
    }
    return null;
  }

  const stopped = starting.then((started) => started?.workers.stopped ?? new Promise(() => {}));
  stopped.catch(() => {});
  starting.then(endFirstTry, endFirstTry);
  return {
    firstTry,
    stopped,
    async stop() {
      givenUp.abort();
      const started = await starting;
      await started?.workers.stop();
      await started?.connection.close();
    },
  };
}

/** @returns a function that gives the settings with which a line's calls start their workflows */
export function createCallSettings({
  preferences,
  encryptionKeys,
}: Pick<Config, 'preferences' | 'encryptionKeys'>): (line: Line) => CallSettings {
  const lockKey = deriveCallerLockKey(encryptionKeys);
  return (line) => ({ ...settingsFor(preferences, line), ...(lockKey === null ? {} : { lockKey }) });
}
