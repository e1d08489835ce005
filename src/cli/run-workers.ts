import type { Client } from '@temporalio/client';
import type { NativeConnection, Worker } from '@temporalio/worker';
import { currentCancellation } from '../../activities/cancellation.ts';
import { createActivities } from '../../activities/index.ts';
import { createSweepActivities } from '../../activities/sweep-activities.ts';
import { createAircallClient } from '../adapters/aircall/aircall-client.ts';
import { createOpenAudio } from '../adapters/aircall/open-audio.ts';
import { createOwnLines } from '../adapters/aircall/own-lines.ts';
import { createFrontClient } from '../adapters/front/front-client.ts';
import { createFrontPace } from '../adapters/front/front-pace.ts';
import type { Ledger } from '../adapters/ledger/ledger.ts';
import type { CallStarter } from '../adapters/temporal/call-starter.ts';
import { createCallerTurns } from '../adapters/temporal/caller-turns.ts';
import { countWorkers } from '../adapters/temporal/count-workers.ts';
import { createDataConverter } from '../adapters/temporal/data-converter.ts';
import { ensureSchedule } from '../adapters/temporal/ensure-schedule.ts';
import { createPastCalls } from '../adapters/temporal/past-calls.ts';
import { backfillTaskQueue, callTaskQueue } from '../adapters/temporal/task-queues.ts';
import type { Config } from '../config/config.ts';
import { aircallWebhookPath } from '../http/routes/aircall-webhook.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { createWorker } from '../worker/create-worker.ts';
import { addSearchAttributes } from './add-search-attributes.ts';
import { createCallSettings } from './call-settings.ts';
import type { ServiceWatch } from './watch-service.ts';

export interface WorkersOptions {
  client: Client;
  connection: NativeConnection;
  namespace: string;
  config: Config;
  calls: CallStarter;
  ledger: Ledger | null;
  watch: ServiceWatch;
  tracing: Pick<Tracing, 'worker'> | null;
  log: Logger;
}

/**
 * Few activities of calls of long ago at a time, and as many as can use Front's limit: each request takes about a second. Few
 * workflow tasks too, so that after an outage a thousand of them leave Temporal time for a live call's.
 */
const backfillLimits = (requestsPerMinute: number) => ({
  maxConcurrentWorkflowTaskExecutions: 6,
  maxConcurrentActivityTaskExecutions: Math.min(20, Math.ceil(requestsPerMinute / 60)),
  maxCachedWorkflows: 20,
});

/** Runs two workers: of live calls, and of what is late or a backfill imports. `stop` lets their activities finish. */
export async function runWorkers({
  client,
  connection,
  namespace,
  config,
  calls,
  ledger,
  watch,
  tracing,
  log,
}: WorkersOptions): Promise<{
  /** Settles when they have stopped: rejects when one stopped for an error. */
  stopped: Promise<unknown>;
  stop: () => Promise<void>;
}> {
  await addSearchAttributes(connection, namespace, log);
  const schedule = await ensureSchedule(client, callTaskQueue);
  if (schedule.outcome === 'refused') log.warn(schedule.advice);
  const { preferences, http, version } = config;
  const { onAnswered, onFrontLimit: onLimit, activities } = watch;
  const aircall = createAircallClient({ ...config.aircall, onAnswered });
  const { identity } = client.options;
  const workers = countWorkers(client, callTaskQueue, identity);
  const { requestsPerMinute } = preferences.front;
  const front = {
    ...config.front,
    onAnswered,
    pace: createFrontPace({
      perMinute: requestsPerMinute,
      workers: () => workers.now(),
      onLimit,
      cancellation: currentCancellation,
    }),
  };
  const deps = {
    aircall,
    openAudio: createOpenAudio(config.aircall.apiUrl, onAnswered),
    isOwnLine: createOwnLines(aircall),
    turns: createCallerTurns({ client, taskQueue: callTaskQueue }),
    ledger,
    publicUrl: http.publicUrl,
    preferences,
    watch: activities,
  };
  const settingsOf = createCallSettings(config);
  const sweep = createSweepActivities({
    aircall,
    calls,
    past: createPastCalls(client, settingsOf),
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
  const live = await createWorker({
    ...common,
    taskQueue: callTaskQueue,
    activities: { ...createActivities({ ...deps, front: createFrontClient(front) }), ...sweep },
  });
  const past = await createWorker({
    ...common,
    taskQueue: backfillTaskQueue,
    activities: createActivities({ ...deps, front: createFrontClient({ ...front, urgency: 'history' }) }),
    extra: backfillLimits(requestsPerMinute),
  });
  const running = [live.run(), past.run()];
  log.info(
    { taskQueues: [callTaskQueue, backfillTaskQueue], namespace, ...(version === null ? {} : { version }) },
    'worker is polling',
  );
  const stopped = Promise.all(running);
  return {
    stopped,
    async stop() {
      for (const worker of [live, past]) shutDown(worker);
      await stopped;
      workers.stop();
    },
  };
}

function shutDown(worker: Worker): void {
  if (worker.getState() === 'RUNNING') worker.shutdown();
}
