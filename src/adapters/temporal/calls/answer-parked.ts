import { type Client, type WorkflowExecutionInfo, WorkflowNotFoundError } from '@temporalio/client';
import { type CallStateName, type RetryInput, retry, skip } from '../../../../workflows/messages.ts';
import { inParallel, withTimeout } from '../connection/requests.ts';
import { type RunState, readRunState } from './call-state.ts';

const parked: CallStateName = 'parked';
const defaultTimeoutMs = 3000;
/** Temporal answers each request within milliseconds. */
const maxParallel = 10;

/** Selects parked workflows; all of them when empty. */
export interface WhichParked {
  /** The type of the failure, as in `CallthreadFailure`. */
  failure?: string;
  /** Those with any other failure than these. */
  otherThan?: readonly string[];
  taskQueue?: string;
}

/** A person's answer to a parked workflow. */
export type Answer = { kind: 'retry'; correction: RetryInput } | { kind: 'skip' };

/** What became of an answer to one workflow. */
export type Answered = 'answered' | 'unknown' | 'closed' | 'not parked';

export interface AnsweredAll {
  answered: number;
  /** No longer parked when their answer was sent. */
  passedOver: number;
  /** Whether the time was up before all were answered: calling again continues. */
  more: boolean;
}

interface AnswerAllOptions {
  /** No further workflow is answered after this time; unlimited by default. */
  budgetMs?: number;
  /** For each request to Temporal. */
  timeoutMs?: number;
  /** Called after each workflow, with the totals so far. */
  onProgress?: (sofar: AnsweredAll) => void;
}

/** @returns the number of parked workflows, from Temporal's lists, which may lag by a moment */
export async function countParked(client: Client, which: WhichParked = {}): Promise<number> {
  return (await client.workflow.count(queryOf(which))).count;
}

/** Lists parked workflows page by page, from Temporal's lists, which may lag by a moment. */
export function listParkedRuns(
  client: Client,
  which: WhichParked = {},
  pageSize?: number,
): AsyncIterable<WorkflowExecutionInfo> {
  return client.workflow.list({ query: queryOf(which), ...(pageSize === undefined ? {} : { pageSize }) });
}

/**
 * Retries a parked workflow, or skips a running one.
 * @returns what became of it, and the run as it was before; null when Temporal knows none
 * @throws when Temporal does not answer in time
 */
export async function answerOne(
  client: Client,
  workflowId: string,
  answer: Answer,
): Promise<{ outcome: Answered; run: RunState | null }> {
  return await withTimeout(client, defaultTimeoutMs, async () => {
    const run = await readRunState(client, workflowId);
    if (run === null) return { outcome: 'unknown', run };
    if (!run.running) return { outcome: 'closed', run };
    if (answer.kind === 'retry' && run.state !== parked) return { outcome: 'not parked', run };
    return { outcome: (await signalRun(client, run, answer)) ? 'answered' : 'closed', run };
  });
}

/** Answers those of these workflows that are still parked. @throws when Temporal does not answer in time */
export async function answerThese(client: Client, workflowIds: string[], answer: Answer): Promise<AnsweredAll> {
  return await answerEach(client, toGenerator(new Set(workflowIds)), answer, {});
}

/** Answers all selected workflows that are still parked. @throws when Temporal does not answer in time */
export async function answerAllParked(
  client: Client,
  answer: Answer,
  which: WhichParked,
  options: AnswerAllOptions = {},
): Promise<AnsweredAll> {
  return await answerEach(client, listParked(client, which), answer, which, options);
}

async function answerEach(
  client: Client,
  ids: AsyncGenerator<string>,
  answer: Answer,
  which: WhichParked,
  { budgetMs = Number.POSITIVE_INFINITY, timeoutMs = defaultTimeoutMs, onProgress }: AnswerAllOptions = {},
): Promise<AnsweredAll> {
  const outcome: AnsweredAll = { answered: 0, passedOver: 0, more: false };
  const untilMs = Date.now() + budgetMs;
  async function* idsInTime(): AsyncGenerator<string> {
    for (;;) {
      if (Date.now() > untilMs) {
        outcome.more = true;
        return;
      }
      const next = await withTimeout(client, timeoutMs, () => ids.next());
      if (next.done === true) return;
      yield next.value;
    }
  }
  await inParallel(idsInTime(), maxParallel, async (workflowId) => {
    if (await withTimeout(client, timeoutMs, () => answerIfParked(client, workflowId, answer, which)))
      outcome.answered += 1;
    else outcome.passedOver += 1;
    onProgress?.(outcome);
  });
  return outcome;
}

/** Answers a workflow that is still parked, with that failure if one is given. @returns whether it was */
export async function answerIfParked(
  client: Client,
  workflowId: string,
  answer: Answer,
  { failure }: WhichParked = {},
): Promise<boolean> {
  const run = await readRunState(client, workflowId);
  if (run === null || !run.running || run.state !== parked) return false;
  if (failure !== undefined && run.failure !== failure) return false;
  return await signalRun(client, run, answer);
}

/** @returns false when that run has closed in the meantime */
export async function signalRun(
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

async function* listParked(client: Client, which: WhichParked): AsyncGenerator<string> {
  for await (const { workflowId } of listParkedRuns(client, which)) yield workflowId;
}

async function* toGenerator(ids: Iterable<string>): AsyncGenerator<string> {
  yield* ids;
}

/** A workflow that was terminated while parked keeps the attribute. */
function queryOf({ failure, otherThan, taskQueue }: WhichParked): string {
  return [
    `ExecutionStatus="Running" AND CallthreadState="${parked}"`,
    ...(failure === undefined ? [] : [`CallthreadFailure="${failure}"`]),
    ...(otherThan === undefined ? [] : ['CallthreadFailure IS NOT NULL']),
    ...(otherThan ?? []).map((other) => `CallthreadFailure!="${other}"`),
    ...(taskQueue === undefined ? [] : [`TaskQueue="${taskQueue}"`]),
  ].join(' AND ');
}
