import type { WorkflowInterceptors } from '@temporalio/workflow';

/**
 * Refuses events whose workflow task has not started. The SDK brings them when a new worker answers a query before it has the
 * task, and sends what the workflow then does with the task. The workflow would act at the time of the task before: a timer has
 * fired, and `Date.now()` says that it is not due. A replay has the task's own time, so the run could not be replayed any more.
 *
 * So the query fails, the worker forgets the run, and the task begins from the history. In both bundles.
 */
export function interceptors(): WorkflowInterceptors {
  let last = { events: Number.POSITIVE_INFINITY, time: '' };
  return {
    internals: [
      {
        activate(input, next) {
          const { jobs, historyLength, timestamp } = input.activation;
          const isQuery = jobs?.some(({ queryWorkflow }) => queryWorkflow) === true;
          if (!isQuery) {
            // To the nanosecond: each task has its own time.
            const now = { events: historyLength ?? 0, time: [timestamp?.seconds, timestamp?.nanos].join('.') };
            if (now.events > last.events && now.time === last.time) {
              throw new Error('events have come whose workflow task has not started: query again');
            }
            last = now;
          }
          next(input);
        },
      },
    ],
  };
}
