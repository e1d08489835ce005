const taskQueue = { name: 'any' };

type Event = [type: string, attributes: Record<string, unknown>];

/** @returns a history in which the activity and the timer have ended, in that order, before the workflow goes on */
export function historyOfTwoBranches(activitiesInTheEnd: [string, string]): unknown {
  const events: Event[] = [
    ['WORKFLOW_EXECUTION_STARTED', { workflowType: { name: 'twoBranches' }, taskQueue, ...run, attempt: 1 }],
    ...workflowTask(2),
    ['ACTIVITY_TASK_SCHEDULED', scheduled('first', 1, 4)],
    ['TIMER_STARTED', { timerId: '1', startToFireTimeout: '1s', workflowTaskCompletedEventId: '4' }],
    ['ACTIVITY_TASK_STARTED', { scheduledEventId: '5', attempt: 1 }],
    ['ACTIVITY_TASK_COMPLETED', { scheduledEventId: '5', startedEventId: '7' }],
    ['TIMER_FIRED', { timerId: '1', startedEventId: '6' }],
    ...workflowTask(10),
    ...activitiesInTheEnd.map((name, place): Event => ['ACTIVITY_TASK_SCHEDULED', scheduled(name, place + 2, 12)]),
  ];
  return {
    events: events.map(([type, attributes], place) => ({
      eventId: String(place + 1),
      eventTime: `2026-01-31T12:00:${String(place).padStart(2, '0')}Z`,
      eventType: `EVENT_TYPE_${type}`,
      [`${toCamelCase(type)}EventAttributes`]: attributes,
    })),
  };
}

const runId = '5d1a1c52-8c0f-4c5c-9b54-2f6d5f3b1c11';
const run = { originalExecutionRunId: runId, firstExecutionRunId: runId, workflowTaskTimeout: '10s' };

function workflowTask(firstId: number): Event[] {
  const sdkMetadata = {
    langUsedFlags: [2],
    coreUsedFlags: [1, 2, 3],
    sdkName: 'temporal-typescript',
    sdkVersion: '1.24.0',
  };
  return [
    ['WORKFLOW_TASK_SCHEDULED', { taskQueue, startToCloseTimeout: '10s', attempt: 1 }],
    ['WORKFLOW_TASK_STARTED', { scheduledEventId: String(firstId) }],
    [
      'WORKFLOW_TASK_COMPLETED',
      { scheduledEventId: String(firstId), startedEventId: String(firstId + 1), sdkMetadata },
    ],
  ];
}

function scheduled(name: string, activityId: number, taskEventId: number): Record<string, unknown> {
  return {
    activityId: String(activityId),
    activityType: { name },
    taskQueue,
    startToCloseTimeout: '60s',
    workflowTaskCompletedEventId: String(taskEventId),
  };
}

function toCamelCase(type: string): string {
  return type.toLowerCase().replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
