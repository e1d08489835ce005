import type { ActivateInput, WorkflowInterceptors } from '@temporalio/workflow';

type Activation = ActivateInput['activation'];

/**
 * Refuses events whose workflow task has not started. The SDK brings them when a new worker answers a query before it has the
 * task, and sends what the workflow then does with the task. The workflow would act at the time of the task before: a timer has
 * fired, and `Date.now()` says that it is not due. A replay has the task's own time, so the run could not be replayed any more.
 *
 * So the query fails, the worker forgets the run, and the task begins from the history. In both bundles.
 */
export function interceptors(): WorkflowInterceptors {
  let last: Activation | undefined;
  return {
    internals: [
      {
        activate({ activation, ...rest }, next) {
          if (activation.jobs?.some(({ queryWorkflow }) => queryWorkflow) !== true) {
            if (last !== undefined && hasMoreEvents(activation, last) && hasSameTime(activation, last)) {
              throw new Error('events have come whose workflow task has not started: query again');
            }
            last = activation;
          }
          next({ activation, ...rest });
        },
      },
    ],
  };
}

function hasMoreEvents(one: Activation, other: Activation): boolean {
  return (one.historyLength ?? 0) > (other.historyLength ?? 0);
}

/** To the nanosecond: each task has its own time. */
function hasSameTime({ timestamp: one }: Activation, { timestamp: other }: Activation): boolean {
  return String(one?.seconds) === String(other?.seconds) && one?.nanos === other?.nanos;
}
