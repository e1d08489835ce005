import type { ActivateInput } from '@temporalio/workflow';
import { expect, it } from 'vitest';
import { interceptors } from '../../../workflows/interceptors/started-tasks.ts';

type Activation = ActivateInput['activation'];
type Activated = [historyLength: number, time: [seconds: number, nanos: number], job: object];

const fireTimer = { fireTimer: { seq: 1 } };
const queryWorkflow = { queryWorkflow: { queryId: 'q', queryType: 'state' } };

/** Hands activations to one workflow. @returns those that have reached it */
function activate(...activations: Activated[]): number[] {
  const [{ activate: intercept } = {}] = interceptors().internals ?? [];
  const reached: number[] = [];
  for (const [historyLength, [seconds, nanos], job] of activations) {
    const activation = { historyLength, timestamp: { seconds, nanos }, jobs: [job] } as unknown as Activation;
    intercept?.({ activation, batchIndex: 0 }, () => void reached.push(historyLength));
  }
  return reached;
}

it('lets the tasks of a run through, each with its time, and queries at any time', () => {
  const reached = activate(
    [3, [100, 7], fireTimer],
    [3, [100, 7], queryWorkflow],
    [7, [100, 7], queryWorkflow],
    [8, [100, 8], fireTimer],
    [13, [101, 8], fireTimer],
  );
  expect(reached).toEqual([3, 3, 7, 8, 13]);
});

it('lets a task through in parts: a signal first, then what an activity cancelled by it returns', () => {
  expect(activate([3, [100, 7], fireTimer], [8, [102, 0], fireTimer], [8, [102, 0], fireTimer])).toEqual([3, 8, 8]);
});

it.each([
  ['at once', []],
  ['after a query', [[7, [100, 7], queryWorkflow]]],
] satisfies Array<[string, Activated[]]>)(
  'refuses events at the time of the task before, %s: their own has not started',
  (_, between) => {
    const early = () => activate([3, [100, 7], fireTimer], ...between, [7, [100, 7], fireTimer]);
    expect(early).toThrow('events have come whose workflow task has not started: query again');
  },
);
