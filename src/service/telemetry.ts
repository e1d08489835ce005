import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { ActivityWatch } from '../../activities/attempt.ts';
import { isVendorFault } from '../adapters/http/errors.ts';
import type { OnAnswered } from '../adapters/http/request.ts';
import type { Ledger } from '../adapters/ledger/ledger.ts';
import { countCallbacks } from '../adapters/temporal/calls/callbacks.ts';
import { countParkedFailures } from '../adapters/temporal/calls/parked-calls.ts';
import type { CallStarter } from '../adapters/temporal/calls/start-call.ts';
import { temporalReachable } from '../adapters/temporal/connection/namespace.ts';
import { withTimeout } from '../adapters/temporal/connection/requests.ts';
import { callTaskQueue, countPollers } from '../adapters/temporal/operations/workers.ts';
import type { TracingConfig } from '../config/config.ts';
import type { CardOutcome } from '../domain/card/card.ts';
import type { WebhookSeen } from '../http/webhooks/observe.ts';
import type { Logger } from '../telemetry/logger.ts';
import { memoize } from '../telemetry/memoize.ts';
import { createMetrics, type Metrics } from '../telemetry/metrics.ts';
import {
  beginWebhookCounts,
  countVendorRequest,
  countWebhook,
  reportFrontLimit,
} from '../telemetry/request-metrics.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import type { ReadSdkMetrics } from './runtime.ts';

/** The hooks through which the parts of the service are measured. */
export interface ServiceMetrics {
  /** Our metrics, with those of Temporal's SDK if this process has a worker. */
  metrics: Pick<Metrics, 'text' | 'contentType'>;
  onWebhook: (seen: WebhookSeen) => void;
  /** Wraps `calls` to count the outcome of each event. */
  counted: (calls: CallStarter) => CallStarter;
  activities: ActivityWatch;
  onCard: (outcome: CardOutcome) => void;
  onAnswered: OnAnswered;
  onFrontLimit: (limit: number, left: number) => void;
}

interface ServiceMetricsOptions {
  client: Client;
  /** Whether the configuration opens callbacks. */
  hasCallbacks: boolean;
  ledger: Ledger | null;
  readSdkMetrics: ReadSdkMetrics | null;
  tracing: Pick<Tracing, 'onAnswered'> | null;
  log: Logger;
}

export function createServiceMetrics({
  client,
  hasCallbacks,
  ledger,
  readSdkMetrics,
  tracing,
  log,
}: ServiceMetricsOptions): ServiceMetrics {
  const metrics = createMetrics();
  reportTemporal(metrics, client);
  if (hasCallbacks) reportCallbacks(metrics, client);
  if (ledger !== null) reportCoverage(metrics, ledger);
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
      async deliver(event) {
        const count = (outcome: string): void => metrics.count('callthread_workflow_starts_total', { outcome });
        try {
          const outcome = await calls.deliver(event);
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
    onCard: (outcome) => metrics.count('callthread_cards_total', { outcome }),
    onAnswered(seen) {
      countRequest(seen);
      tracing?.onAnswered(seen);
      logFault(seen);
    },
    onFrontLimit: reportFrontLimit(metrics),
  };
}

const timeoutMs = 2000;
const kept = { keptMs: 15_000 };
/** Labels must come from the code: types of failures and names of program errors. */
const word = /^[A-Z][A-Za-z]{0,40}$/;

/** Reports the open callbacks from Temporal on each scrape. */
function reportCallbacks(metrics: Metrics, client: Client): void {
  const counts = memoize(() => countCallbacks(client, timeoutMs), kept);
  for (const state of ['open', 'overdue'] as const) {
    metrics.onScrape(`callthread_callbacks_${state}`, async () => {
      const value = (await counts())?.[state];
      return value === undefined ? [] : [{ labels: {}, value }];
    });
  }
}

/** Reports from Temporal on each scrape: whether it is up, the workers, and the parked calls. */
function reportTemporal(metrics: Metrics, client: Client): void {
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

/** Reports the coverage of the last 24 hours from the ledger on each scrape. */
function reportCoverage(metrics: Metrics, ledger: Pick<Ledger, 'coverage'>): void {
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

/** @returns a function that logs each failed vendor request with its call */
export function logVendorFault(log: Logger): OnAnswered {
  return (seen) => {
    if (!isVendorFault(seen)) return;
    log.warn({ ...seen, durationMs: Math.round(seen.durationMs), ...activityContext() }, 'vendor request failed');
  };
}

/** Empty outside of activities: pages also send requests to vendors. */
function activityContext(): { workflowId?: string; activity?: string; attempt?: number } {
  try {
    const { workflowExecution, activityType, attempt } = Context.current().info;
    const workflowId = workflowExecution?.workflowId;
    return { ...(workflowId === undefined ? {} : { workflowId }), activity: activityType, attempt };
  } catch {
    return {};
  }
}

/** @returns null unless traces are configured; only then is OpenTelemetry loaded */
export async function openTracing(config: TracingConfig | null, log: Logger): Promise<Tracing | null> {
  if (config === null) return null;
  const { startTracing } = await import('../telemetry/start-tracing.ts');
  log.info({ collector: config.url, protocol: config.protocol }, 'sending spans');
  return startTracing({ ...config, log });
}

/** Sends the remaining spans. A collector that does not accept them does not delay the exit for long. */
export async function closeTracing(tracing: Tracing | null, log: Logger): Promise<void> {
  if (tracing === null || (await tracing.stop())) return;
  log.warn('the trace collector did not accept the last spans: they are lost');
  setTimeout(() => process.exit(), 1_000).unref();
}
