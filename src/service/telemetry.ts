import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { ActivityWatch } from '../../activities/activity-watch.ts';
import { isVendorFault } from '../adapters/http/is-vendor-fault.ts';
import type { OnAnswered } from '../adapters/http/send-request.ts';
import type { Ledger } from '../adapters/ledger/ledger.ts';
import type { CallStarter } from '../adapters/temporal/call-starter.ts';
import { countParkedFailures } from '../adapters/temporal/count-parked-failures.ts';
import { countPollers } from '../adapters/temporal/count-pollers.ts';
import { callTaskQueue } from '../adapters/temporal/task-queues.ts';
import { temporalReachable } from '../adapters/temporal/temporal-reachable.ts';
import { withTimeout } from '../adapters/temporal/with-timeout.ts';
import type { TracingConfig } from '../config/config.ts';
import type { WebhookSeen } from '../http/webhooks/observe.ts';
import type { Logger } from '../telemetry/logger.ts';
import { memoize } from '../telemetry/memoize.ts';
import { createMetrics, type Metrics } from '../telemetry/metrics.ts';
import { beginWebhookCounts, countVendorRequest, countWebhook, showFrontLimit } from '../telemetry/request-metrics.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import type { ReadSdkMetrics } from './runtime.ts';

/** What the parts of the service are given, to tell of what they do. */
export interface ServiceWatch {
  /** Our metrics, and those of Temporal's SDK where this process has a worker. */
  metrics: Pick<Metrics, 'text' | 'contentType'>;
  onWebhook: (seen: WebhookSeen) => void;
  /** The same, with what comes of each event counted. */
  counted: (calls: CallStarter) => CallStarter;
  activities: ActivityWatch;
  onAnswered: OnAnswered;
  onFrontLimit: (limit: number, left: number) => void;
}

export interface WatchOptions {
  client: Client;
  ledger: Ledger | null;
  readSdkMetrics: ReadSdkMetrics | null;
  tracing: Pick<Tracing, 'onAnswered'> | null;
  log: Logger;
}

export function watchService({ client, ledger, readSdkMetrics, tracing, log }: WatchOptions): ServiceWatch {
  const metrics = createMetrics();
  showTemporal(metrics, client);
  if (ledger !== null) showCoverage(metrics, ledger);
  beginWebhookCounts(metrics);
  const countRequest = countVendorRequest(metrics);
  const logFault = logVendorFault(log);
  return {
    metrics: {
      contentType: metrics.contentType,
      text: async () => (await Promise.all([metrics.text(), readSdkMetrics?.() ?? ''])).join('\n'),
    },
    onWebhook: countWebhook(metrics),
    counted: (calls) => ({
      ...calls,
      async tell(event) {
        const count = (outcome: string): void => metrics.count('callthread_workflow_starts_total', { outcome });
        try {
          const outcome = await calls.tell(event);
          count(outcome);
          return outcome;
        } catch (error) {
          count('unavailable');
          throw error;
        }
      },
    }),
    activities: {
      attempted: (activity, outcome) => metrics.count('callthread_activities_total', { activity, outcome }),
      reachedFront: (seconds) => metrics.observe('callthread_hangup_to_front_seconds', {}, seconds),
      missedAgent: () => metrics.count('callthread_unmatched_agents_total', {}),
    },
    onAnswered(seen) {
      countRequest(seen);
      tracing?.onAnswered(seen);
      logFault(seen);
    },
    onFrontLimit: showFrontLimit(metrics),
  };
}

const timeoutMs = 2000;
const kept = { keptMs: 15_000 };
/** Failures of the table, and names of program errors: all are words of the code, and a label shall be nothing else. */
const word = /^[A-Z][A-Za-z]{0,40}$/;

/** Shows what Temporal knows, as it is asked for: whether it is there, who works, and what waits for a person. */
function showTemporal(metrics: Metrics, client: Client): void {
  const isUp = memoize(() => temporalReachable(client), kept);
  const workers = memoize(() => withTimeout(client, timeoutMs, () => countPollers(client, callTaskQueue)), kept);
  const parked = memoize(() => countParkedFailures(client, timeoutMs), kept);
  metrics.onScrape('callthread_temporal_up', async () => [{ labels: {}, value: (await isUp()) ? 1 : 0 }]);
  metrics.onScrape('callthread_workers', async () => {
    const value = await workers();
    return value === null ? [] : [{ labels: {}, value }];
  });
  metrics.onScrape('callthread_parked', async () => {
    const counts = new Map<string, number>();
    for (const [failure, count] of (await parked()) ?? []) {
      const label = word.test(failure) ? failure : 'other';
      counts.set(label, (counts.get(label) ?? 0) + count);
    }
    return [...counts].map(([failure, value]) => ({ labels: { failure }, value }));
  });
}

const daySeconds = 86_400;
const kinds = ['aircall', 'front', 'missing', 'parked'] as const;

/** Shows the coverage of the last 24 hours, as the ledger has it when it is asked for. */
function showCoverage(metrics: Metrics, ledger: Pick<Ledger, 'coverage'>): void {
  const coverage = memoize(
    async () => {
      const toSeconds = Math.ceil(Date.now() / 1000);
      const rows = await ledger.coverage({ fromSeconds: toSeconds - daySeconds, toSeconds }, 'UTC');
      return kinds.map((kind) => ({ labels: { kind }, value: rows.reduce((sum, row) => sum + row[kind], 0) }));
    },
    { keptMs: 60_000, timeoutMs: 5000 },
  );
  metrics.onScrape('callthread_coverage_calls', async () => (await coverage()) ?? []);
}

/** @returns what logs each request that a vendor did not answer as it should, with the call that it was for */
export function logVendorFault(log: Logger): OnAnswered {
  return (seen) => {
    if (!isVendorFault(seen)) return;
    log.warn(
      { ...seen, durationMs: Math.round(seen.durationMs), ...whereabouts() },
      'a vendor did not answer as it should',
    );
  };
}

/** Pages ask vendors too, for no workflow. */
function whereabouts(): { workflowId?: string; activity?: string; attempt?: number } {
  try {
    const { workflowExecution, activityType, attempt } = Context.current().info;
    const workflowId = workflowExecution?.workflowId;
    return { ...(workflowId === undefined ? {} : { workflowId }), activity: activityType, attempt };
  } catch {
    return {};
  }
}

/** @returns null, with nothing loaded, unless traces are asked for */
export async function openTracing(config: TracingConfig | null, log: Logger): Promise<Tracing | null> {
  if (config === null) return null;
  const { startTracing } = await import('../telemetry/start-tracing.ts');
  log.info({ collector: config.url, protocol: config.protocol }, 'spans are sent');
  return startTracing({ ...config, log });
}

/** Sends what is left; a collector that does not take it keeps the process no longer than that. */
export async function closeTracing(tracing: Tracing | null, log: Logger): Promise<void> {
  if (tracing === null || (await tracing.stop())) return;
  log.warn('the collector has not taken the last spans: they are lost');
  setTimeout(() => process.exit(), 1_000).unref();
}
