import type { WorkflowClient } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { grpcCode, grpcCodes } from '../../src/adapters/temporal/connection/errors.ts';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/**
 * Lets time pass to the next timer of a run, as soon as nothing else is under way in it. (The test server's own skipping
 * does not wait for workflow tasks, so on a busy machine it would jump over one that is being worked on.)
 */
export async function passTimeUntilClosed(
  environment: TestWorkflowEnvironment,
  workflows: WorkflowClient,
  workflowId: string,
): Promise<void> {
  for (;;) {
    const { events, isClosed } = await historyOf(workflows, workflowId);
    if (isClosed) return;
    const histories = isBusy(events) ? [] : [{ events }, ...(await historiesOfChildren(workflows, events))];
    const timers = histories.flatMap((history) => nextTimerMs(history.events) ?? []);
    if (timers.length > 0)
      await environment.sleep(Math.max(1, Math.min(...timers) - (await environment.currentTimeMs())));
    for (let tries = 0; tries < 30; tries += 1) {
      if ((await workflows.getHandle(workflowId).describe()).historyLength !== events.length) break;
      await pause();
    }
  }
}

/** Lets time pass to each timer of a run, up to a time, as `passTimeUntilClosed` does; less when the run closes. */
export async function passTime(
  environment: TestWorkflowEnvironment,
  workflows: WorkflowClient,
  workflowId: string,
  untilMs: number,
): Promise<void> {
  for (;;) {
    const { events, isClosed } = await historyOf(workflows, workflowId);
    if (!isClosed && isBusy(events)) {
      await pause();
      continue;
    }
    const nowMs = await environment.currentTimeMs();
    if (untilMs <= nowMs) return;
    const timerMs = isClosed ? null : nextTimerMs(events);
    await environment.sleep(Math.max(1, Math.min(untilMs, timerMs ?? untilMs) - nowMs));
    // A timer that is due now fires a moment later.
    await pause();
  }
}

/** Whether a run waits for timers, signals or children alone, or has closed. */
export async function isIdle(workflows: WorkflowClient, workflowId: string): Promise<boolean> {
  const { events, isClosed } = await historyOf(workflows, workflowId);
  return isClosed || (events.length > 0 && !isBusy(events));
}

const pause = async () => await new Promise((resolve) => setTimeout(resolve, 100));

/** Of the last run. A child's, whose start its parent has recorded, is there a moment later: until then it is empty. */
async function historyOf(
  workflows: WorkflowClient,
  workflowId: string,
): Promise<{ events: HistoryEvent[]; isClosed: boolean }> {
  const { events } = await workflows
    .getHandle(workflowId)
    .fetchHistory()
    .catch((error: unknown) => {
      if (grpcCode(error) === grpcCodes.notFound) return { events: [] };
      throw error;
    });
  const last = events?.at(-1);
  const isClosed =
    (last?.workflowExecutionCompletedEventAttributes ??
      last?.workflowExecutionFailedEventAttributes ??
      last?.workflowExecutionCanceledEventAttributes ??
      last?.workflowExecutionTerminatedEventAttributes ??
      last?.workflowExecutionTimedOutEventAttributes ??
      last?.workflowExecutionContinuedAsNewEventAttributes ??
      null) !== null;
  return { events: events ?? [], isClosed };
}

/**
 * Whether a workflow task or an activity is scheduled or being worked on. From one reading of the history: the test server
 * does not say that a task is pending, and between two requests one may end and begin another.
 */
function isBusy(events: HistoryEvent[]): boolean {
  let hasTask = false;
  const activities = new Set<string>();
  for (const event of events) {
    if (event.workflowTaskScheduledEventAttributes) hasTask = true;
    if (event.workflowTaskCompletedEventAttributes) hasTask = false;
    if (event.activityTaskScheduledEventAttributes) activities.add(String(event.eventId));
    const ended =
      event.activityTaskCompletedEventAttributes ??
      event.activityTaskFailedEventAttributes ??
      event.activityTaskTimedOutEventAttributes ??
      event.activityTaskCanceledEventAttributes;
    if (ended) activities.delete(String(ended.scheduledEventId));
  }
  return hasTask || activities.size > 0;
}

async function historiesOfChildren(workflows: WorkflowClient, events: HistoryEvent[]) {
  const children = new Set<string>();
  for (const event of events) {
    const id = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution?.workflowId;
    if (id) children.add(id);
  }
  const histories = await Promise.all([...children].map((id) => historyOf(workflows, id)));
  return histories.filter(({ isClosed }) => !isClosed);
}

/** @returns when the first timer is due that has been set and has neither fired nor been cancelled; null without one */
function nextTimerMs(events: HistoryEvent[]): number | null {
  const due = new Map<string, number>();
  for (const event of events) {
    const {
      timerStartedEventAttributes: set,
      timerFiredEventAttributes: fired,
      timerCanceledEventAttributes: cancelled,
    } = event;
    if (set?.timerId) due.set(set.timerId, milliseconds(event.eventTime) + milliseconds(set.startToFireTimeout));
    for (const over of [fired, cancelled]) if (over?.timerId) due.delete(over.timerId);
  }
  return due.size === 0 ? null : Math.min(...due.values());
}

function milliseconds(time: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(time?.seconds ?? 0) * 1000 + (time?.nanos ?? 0) / 1e6;
}
