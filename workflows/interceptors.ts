import {
  OpenTelemetryInboundInterceptor,
  OpenTelemetryInternalsInterceptor,
  OpenTelemetryOutboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/workflow/index.js';
import type { WorkflowInterceptors } from '@temporalio/workflow';

type Next<Input, Result> = (input: Input) => Promise<Result>;
type Interceptor<Input, Result> = (input: Input, next: Next<Input, Result>) => Promise<Result>;

/**
 * Hands back what the workflow would have without the interceptor: the very promise. One made around it settles some
 * microtasks later, by which two branches that go on in one activation change places, and with them their commands: a run
 * that began without traces would not replay with them, nor the other way round.
 */
export function untouched<Input, Result>(trace: Interceptor<Input, Result>): Interceptor<Input, Result> {
  return (input, next) => {
    let result: Promise<Result> | undefined;
    const traced = trace(input, (given) => (result = next(given)));
    if (result === undefined) return traced;
    // The failure reaches the owner of the result.
    traced.catch(() => {});
    return result;
  };
}

/** Spans of workflows, where traces are asked for: a module of the bundle `workflow-bundle-traced.js` alone. */
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
