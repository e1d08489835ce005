import { type Tracer, trace } from '@opentelemetry/api';
import { ApplicationFailure } from '@temporalio/common';
import { OpenTelemetryActivityInboundInterceptor } from '@temporalio/interceptors-opentelemetry/lib/worker/index.js';
import type { ActivityInboundCallsInterceptor, ActivityInterceptorsFactory } from '@temporalio/worker';

/** Inside the activity's span: the type of its failure, as `FrontNotFound`, which Temporal's own interceptor leaves out. */
const tellFailure: ActivityInboundCallsInterceptor = {
  async execute(input, next) {
    try {
      return await next(input);
    } catch (error) {
      if (error instanceof ApplicationFailure && error.type)
        trace.getActiveSpan()?.setAttribute('error.type', error.type);
      throw error;
    }
  },
};

/** @returns what makes a span of each attempt at an activity */
export function traceActivity(tracer: Tracer): ActivityInterceptorsFactory[] {
  return [
    (activity) => ({ inbound: new OpenTelemetryActivityInboundInterceptor(activity, { tracer }) }),
    () => ({ inbound: tellFailure }),
  ];
}
