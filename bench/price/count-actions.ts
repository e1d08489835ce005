import type { temporal } from '@temporalio/proto';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/**
 * The actions that Temporal Cloud bills, as far as a history shows them (docs.temporal.io/cloud/actions). A
 * signal-with-start is one action, whether it starts or not; a child is two, one in the parent's history and one in its
 * own. Heartbeats and queries leave no event: the server's own counter has them.
 */
type ActionKind =
  | 'signal-with-start'
  | 'start'
  | 'continue-as-new'
  | 'child'
  | 'signal'
  | 'signal to another workflow'
  | 'activity'
  | 'activity again'
  | 'timer'
  | 'search attributes'
  | 'memo'
  | 'markers of a task'
  | 'update'
  | 'heartbeat'
  | 'query';

export type Actions = Partial<Record<ActionKind, number>>;

/** @param events of one run, or its latest ones; complete if they begin with its start */
export function countActions(events: readonly HistoryEvent[]): Actions {
  const actions: Actions = {};
  const tasksWithMarkers = new Set<string>();
  for (const [index, event] of events.entries()) {
    for (const kind of kindsOf(event, events[index + 1])) actions[kind] = (actions[kind] ?? 0) + 1;
    const { activityTaskStartedEventAttributes: started, markerRecordedEventAttributes: marker } = event;
    const again = (started?.attempt ?? 1) - 1;
    if (again > 0) actions['activity again'] = (actions['activity again'] ?? 0) + again;
    if (marker) tasksWithMarkers.add(String(marker.workflowTaskCompletedEventId));
  }
  if (tasksWithMarkers.size > 0) actions['markers of a task'] = tasksWithMarkers.size;
  return actions;
}

function kindsOf(event: HistoryEvent, next: HistoryEvent | undefined): ActionKind[] {
  const start = event.workflowExecutionStartedEventAttributes;
  if (start) {
    if (start.parentWorkflowExecution) return ['child'];
    if (start.continuedExecutionRunId) return ['continue-as-new'];
    // Both events are of one transaction: a later signal would follow the scheduling of the first workflow task.
    return next?.workflowExecutionSignaledEventAttributes ? ['signal-with-start'] : ['start'];
  }
  const signal = event.workflowExecutionSignaledEventAttributes;
  // A signal from a workflow is counted where it is sent, and one that started the run with its start.
  if (signal) return signal.externalWorkflowExecution || String(event.eventId) === '2' ? [] : ['signal'];
  if (event.signalExternalWorkflowExecutionInitiatedEventAttributes) return ['signal to another workflow'];
  if (event.startChildWorkflowExecutionInitiatedEventAttributes) return ['child'];
  if (event.activityTaskScheduledEventAttributes) return ['activity'];
  if (event.timerStartedEventAttributes) return ['timer'];
  if (event.workflowPropertiesModifiedEventAttributes) return ['memo'];
  if (event.workflowExecutionUpdateAcceptedEventAttributes) return ['update'];
  const upsert = event.upsertWorkflowSearchAttributesEventAttributes;
  const names = Object.keys(upsert?.searchAttributes?.indexedFields ?? {});
  return names.some((name) => name !== 'TemporalChangeVersion') ? ['search attributes'] : [];
}

export function sumActions(all: readonly Actions[]): Actions {
  const sum: Actions = {};
  for (const actions of all) {
    for (const [kind, count] of Object.entries(actions) as [ActionKind, number][]) {
      sum[kind] = (sum[kind] ?? 0) + count;
    }
  }
  return sum;
}

export function totalOf(actions: Actions): number {
  return Object.values(actions).reduce((sum, count) => sum + count, 0);
}
