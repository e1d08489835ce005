import type { Client } from '@temporalio/client';
import { callWorkflowId } from '../../domain/ids.ts';
import { type Answer, answerParked, answerRun, listParked, readRunState, type WhichParked } from './parked-runs.ts';

export type { Answer };

/** What became of an answer to one call. */
export type Answered = 'answered' | 'unknown' | 'closed' | 'not parked';

export interface AnsweredAll {
  answered: number;
  /** No longer parked when their turn came. */
  passedOver: number;
  /** Whether time was up before all had been reached: asking again goes on. */
  more: boolean;
}

const patienceMs = 3000;
/** So many at once: Temporal answers each within milliseconds. */
const atOnce = 10;

/** Retries a parked call, or skips one that runs. @throws when Temporal does not answer in time */
export async function answerCall(client: Client, callId: number, answer: Answer): Promise<Answered> {
  return await client.withDeadline(Date.now() + patienceMs, async () => {
    const run = await readRunState(client, callWorkflowId(callId));
    if (run === null) return 'unknown';
    if (!run.running) return 'closed';
    if (answer.kind === 'retry' && run.state !== 'parked') return 'not parked';
    return (await answerRun(client, run, answer)) ? 'answered' : 'closed';
  });
}

/** Answers those of these workflows that are parked still. @throws when Temporal does not answer in time */
export async function answerThese(client: Client, workflowIds: string[], answer: Answer): Promise<AnsweredAll> {
  return await answerEach(client, oneByOne(workflowIds), answer, {}, Number.POSITIVE_INFINITY);
}

/** Answers all that are parked, or those of a failure, for as long as `budgetMs`. @throws as `answerThese` */
export async function answerAllParked(
  client: Client,
  answer: Answer,
  which: WhichParked,
  budgetMs = 20_000,
): Promise<AnsweredAll> {
  return await answerEach(client, listParked(client, which), answer, which, Date.now() + budgetMs);
}

async function answerEach(
  client: Client,
  ids: AsyncGenerator<string>,
  answer: Answer,
  which: WhichParked,
  untilMs: number,
): Promise<AnsweredAll> {
  const outcome: AnsweredAll = { answered: 0, passedOver: 0, more: false };
  const work = async (): Promise<void> => {
    for (;;) {
      if (Date.now() > untilMs) {
        outcome.more = true;
        return;
      }
      const next = await client.withDeadline(Date.now() + patienceMs, () => ids.next());
      if (next.done === true) return;
      const done = await client.withDeadline(Date.now() + patienceMs, () =>
        answerParked(client, next.value, answer, which),
      );
      if (done) outcome.answered += 1;
      else outcome.passedOver += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcome;
}

async function* oneByOne(workflowIds: string[]): AsyncGenerator<string> {
  yield* new Set(workflowIds);
}
