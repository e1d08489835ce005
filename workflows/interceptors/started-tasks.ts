import type { WorkflowInterceptors } from '@temporalio/workflow';

/**
 * Fails an activation with events whose workflow task has not started. The SDK passes them on when a worker replays a run for
 * a query before the task: at the time of the task before, so `Date.now()` says that a timer which has fired is not due. The
 * commands of that activation are sent with the task. A replay has the task's own time, and could not repeat them.
 *
 * The query fails instead, the worker evicts the run from its cache, and the task replays it from its history. In both bundles.
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
