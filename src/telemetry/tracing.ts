import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { ActivityInterceptorsFactory, WorkerOptions } from '@temporalio/worker';
import type { OnAnswered } from '../adapters/http/send-request.ts';
import type { AroundWebhook } from '../http/webhooks/observe.ts';

/** What each part of the service is given, to make spans of what it does. */
export interface Tracing {
  aroundWebhook: AroundWebhook;
  client: WorkflowClientInterceptor[];
  worker: { sinks: NonNullable<WorkerOptions['sinks']>; activity: ActivityInterceptorsFactory[] };
  onAnswered: OnAnswered;
  /** Sends what has not been sent. @returns false when the collector did not take it in time */
  stop(): Promise<boolean>;
}
