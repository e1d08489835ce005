import { type Client, type WorkflowExecutionInfo, WorkflowNotFoundError } from '@temporalio/client';
import { type CallStateName, type RetryInput, retry, skip } from '../../../workflows/messages.ts';

const parked: CallStateName = 'parked';

/** Which of the parked workflows: all of them, or those of a failure or a task queue. */
export interface WhichParked {
  /** A failure's type, as in `CallthreadFailure`. */
  failure?: string;
  taskQueue?: string;
}

/** How a workflow stands, as a person asks for it before answering. */
export interface RunState {
  workflowId: string;
  runId: string;
  running: boolean;
  /** As in `CallthreadState`; null for a workflow that has none. */
  state: string | null;
  failure: string | null;
}

/** What a person answers to a parked workflow. */
export type Answer = { kind: 'retry'; correction: RetryInput } | { kind: 'skip' };

/** How many are parked: by Temporal's lists, which may be a moment behind. */
export async function countParked(client: Client, which: WhichParked = {}): Promise<number> {
  return (await client.workflow.count(queryOf(which))).count;
}

/** Those that are parked, page by page: by Temporal's lists, which may be a moment behind. */
export function listParkedRuns(client: Client, which: WhichParked = {}): AsyncIterable<WorkflowExecutionInfo> {
  return client.workflow.list({ query: queryOf(which) });
}

/** Their ids, likewise. */
export async function* listParked(client: Client, which: WhichParked = {}): AsyncGenerator<string> {
  for await (const { workflowId } of listParkedRuns(client, which)) yield workflowId;
}

/** @returns how the newest run stands now; null when Temporal knows no workflow of that id */
export async function readRunState(client: Client, workflowId: string): Promise<RunState | null> {
  try {
    const { runId, status, searchAttributes } = await client.workflow.getHandle(workflowId).describe();
    const [state = null] = (searchAttributes['CallthreadState'] ?? []) as string[];
    const [failure = null] = (searchAttributes['CallthreadFailure'] ?? []) as string[];
    return { workflowId, runId, running: status.name === 'RUNNING', state, failure };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** @returns false when that run has closed meanwhile */
export async function answerRun(
  client: Client,
  { workflowId, runId }: Pick<RunState, 'workflowId' | 'runId'>,
  answer: Answer,
): Promise<boolean> {
  const handle = client.workflow.getHandle(workflowId, runId);
  try {
    await (answer.kind === 'retry' ? handle.signal(retry, answer.correction) : handle.signal(skip));
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** Answers it if it still is parked, with that failure. @returns whether it was */
export async function answerParked(
  client: Client,
  workflowId: string,
  answer: Answer,
  { failure }: WhichParked = {},
): Promise<boolean> {
  const run = await readRunState(client, workflowId);
  if (run === null || !run.running || run.state !== parked) return false;
  if (failure !== undefined && run.failure !== failure) return false;
  return await answerRun(client, run, answer);
}

/** A workflow that was terminated while it was parked keeps the attribute. */
function queryOf({ failure, taskQueue }: WhichParked): string {
  return [
    `ExecutionStatus="Running" AND CallthreadState="${parked}"`,
    ...(failure === undefined ? [] : [`CallthreadFailure="${failure}"`]),
    ...(taskQueue === undefined ? [] : [`TaskQueue="${taskQueue}"`]),
  ].join(' AND ');
}
