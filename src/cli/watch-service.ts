import type { Client } from '@temporalio/client';
import type { ActivityWatch } from '../../activities/activity-watch.ts';
import type { OnAnswered } from '../adapters/http/send-request.ts';
import type { Ledger } from '../adapters/ledger/ledger.ts';
import type { CallStarter } from '../adapters/temporal/call-starter.ts';
import type { WebhookSeen } from '../http/middleware/webhook-seen.ts';
import type { Logger } from '../telemetry/logger.ts';
import { createMetrics, type Metrics } from '../telemetry/metrics.ts';
import { beginWebhookCounts, countVendorRequest, countWebhook, showFrontLimit } from '../telemetry/request-metrics.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import type { ReadSdkMetrics } from './install-runtime.ts';
import { logVendorFault } from './log-vendor-fault.ts';
import { showCoverage } from './show-coverage.ts';
import { showTemporal } from './show-temporal.ts';

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
