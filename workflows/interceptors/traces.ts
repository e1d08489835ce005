import {
  OpenTelemetryInboundInterceptor,
  OpenTelemetryInternalsInterceptor,
  OpenTelemetryOutboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/workflow/index.js';
import type { WorkflowInterceptors } from '@temporalio/workflow';

type Next<Input, Result> = (input: Input) => Promise<Result>;
type Interceptor<Input, Result> = (input: Input, next: Next<Input, Result>) => Promise<Result>;

/**
 * Returns the very promise that the workflow would have without the interceptor. A promise wrapped around it settles
 * some microtasks later; two branches that resume in one activation, and their commands, would then change places: a
 * run that started without traces would not replay with them, nor the other way round.
 */
function untouched<Input, Result>(trace: Interceptor<Input, Result>): Interceptor<Input, Result> {
  return (input, next) => {
    let result: Promise<Result> | undefined;
    const traced = trace(input, (given) => (result = next(given)));
    if (result === undefined) return traced;
    // The failure reaches the owner of the result.
    traced.catch(() => {});
    return result;
  };
}

/** Workflow spans, when traces are configured: a module of the bundle `workflow-bundle-traced.js` only. */
export function interceptors(): WorkflowInterceptors {
  const inbound = new OpenTelemetryInboundInterceptor();
  const outbound = new OpenTelemetryOutboundInterceptor();
  return {
    inbound: [
      {
        execute: untouched((input, next) => inbound.execute(input, next)),
        handleSignal: untouched((input, next) => inbound.handleSignal(input, next)),
      },
    ],
    outbound: [
      {
        scheduleActivity: untouched((input, next) => outbound.scheduleActivity(input, next)),
        startChildWorkflowExecution: untouched((input, next) => outbound.startChildWorkflowExecution(input, next)),
        signalWorkflow: untouched((input, next) => outbound.signalWorkflow(input, next)),
        continueAsNew: untouched((input, next) => outbound.continueAsNew(input, next)),
      },
    ],
    internals: [new OpenTelemetryInternalsInterceptor()],
  };
}
