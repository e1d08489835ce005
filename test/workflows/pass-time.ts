import type { WorkflowClient } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { grpcCode, grpcCodes } from '../../src/adapters/temporal/connection/errors.ts';

/**
 * Lets time pass to the next timer of a run, as soon as nothing else is under way in it. (The test server's own skipping
 * does not wait for workflow tasks, so on a busy machine it would jump over one that is being worked on.)
 */
export async function passTimeUntilClosed(
  environment: TestWorkflowEnvironment,
  workflows: WorkflowClient,
  workflowId: string,
): Promise<void> {
  const handle = workflows.getHandle(workflowId);
  const nextTimer = (id: string) => nextTimerMs(environment, workflows, id);
  for (;;) {
    const { status, historyLength, raw } = await handle.describe();
    if (status.name !== 'RUNNING') return;
    const busy = (raw.pendingActivities?.length ?? 0) > 0 || raw.pendingWorkflowTask != null;
    const children = (raw.pendingChildren ?? []).flatMap((child) => child.workflowId ?? []);
    const timers = busy ? [] : await Promise.all([workflowId, ...children].map(nextTimer));
    const dueInMs = Math.min(...timers.flatMap((timer) => timer ?? []), Number.POSITIVE_INFINITY);
    if (dueInMs < Number.POSITIVE_INFINITY) await environment.sleep(Math.max(1, dueInMs));
    const before = historyLength;
    for (let tries = 0; tries < 30; tries += 1) {
      const now = await handle.describe();
      if (now.status.name !== 'RUNNING' || now.historyLength !== before) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
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
  const handle = workflows.getHandle(workflowId);
  for (;;) {
    const { status, raw } = await handle.describe();
    const busy = (raw.pendingActivities?.length ?? 0) > 0 || raw.pendingWorkflowTask != null;
    if (status.name === 'RUNNING' && busy) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    const leftMs = untilMs - (await environment.currentTimeMs());
    if (leftMs <= 0) return;
    const timerMs = status.name === 'RUNNING' ? await nextTimerMs(environment, workflows, workflowId) : null;
    await environment.sleep(Math.max(1, Math.min(leftMs, timerMs ?? leftMs)));
    // A timer that is due now fires a moment later.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** @returns milliseconds until the first timer that has been set and neither fired nor was cancelled; null without one */
async function nextTimerMs(
  environment: TestWorkflowEnvironment,
  workflows: WorkflowClient,
  workflowId: string,
): Promise<number | null> {
  // The parent's task that started a child is recorded a moment before the child exists.
  const { events } = await workflows
    .getHandle(workflowId)
    .fetchHistory()
    .catch((error: unknown) => {
      if (grpcCode(error) === grpcCodes.notFound) return { events: [] };
      throw error;
    });
  const due = new Map<string, number>();
  for (const event of events ?? []) {
    const {
      timerStartedEventAttributes: set,
      timerFiredEventAttributes: fired,
      timerCanceledEventAttributes: cancelled,
    } = event;
    if (set?.timerId) due.set(set.timerId, milliseconds(event.eventTime) + milliseconds(set.startToFireTimeout));
    for (const over of [fired, cancelled]) if (over?.timerId) due.delete(over.timerId);
  }
  if (due.size === 0) return null;
  return Math.min(...due.values()) - (await environment.currentTimeMs());
}

function milliseconds(time: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(time?.seconds ?? 0) * 1000 + (time?.nanos ?? 0) / 1e6;
}
