import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { ActivityInterceptorsFactory, WorkerOptions } from '@temporalio/worker';
import type { OnAnswered } from '../adapters/http/request.ts';
import type { AroundWebhook } from '../http/webhooks/observe.ts';

/** The hooks through which the parts of the service create spans. */
export interface Tracing {
  aroundWebhook: AroundWebhook;
  client: WorkflowClientInterceptor[];
  worker: { sinks: NonNullable<WorkerOptions['sinks']>; activity: ActivityInterceptorsFactory[] };
  onAnswered: OnAnswered;
  /** Sends the remaining spans. @returns false if the collector did not accept them in time */
  stop(): Promise<boolean>;
}
