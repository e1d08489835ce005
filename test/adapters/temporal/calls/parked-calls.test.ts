import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countParked } from '../../../../src/adapters/temporal/calls/answer-parked.ts';
import { countParkedFailures, listParkedCalls } from '../../../../src/adapters/temporal/calls/parked-calls.ts';
import { connectTemporal } from '../../../../src/adapters/temporal/connection/client.ts';
import { sharedNamespace } from '../../../kit/shared-namespace.ts';

let client: ReturnType<typeof connectTemporal>;
beforeAll(async () => {
  const { address, namespace } = await sharedNamespace();
  client = connectTemporal({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace }, []);
});
afterAll(() => client?.connection.close());

const keyword = (name: string, value: string) => ({
  key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
  value,
});

async function park(failure: string | null, ids: number[]): Promise<void> {
  const attributes = [
    keyword('CallthreadState', 'parked'),
    ...(failure === null ? [] : [keyword('CallthreadFailure', failure)]),
  ];
  for (const id of ids) {
    await client.workflow.start('callWorkflow', {
      workflowId: `call-${id}`,
      taskQueue: 'without-worker',
      typedSearchAttributes: new TypedSearchAttributes(attributes),
    });
  }
}

test('counts every failure, also those of calls that are too old to be listed', async () => {
  await park('FrontUnauthorized', [1, 2]);
  await park('FrontRejected', [3]);
  await park('FrontNotFound', [4, 5, 6]);
  await park(null, [7]);
  await expect.poll(() => countParked(client)).toBe(7);
  const { total, failures, calls } = await listParkedCalls(client, 2);
  expect(calls.map(({ callId }) => callId)).toEqual([7, 6]);
  expect({ total, failures }).toEqual({
    total: 7,
    failures: [
      { failure: 'FrontNotFound', count: 3 },
      { failure: 'FrontUnauthorized', count: 2 },
      { failure: 'FrontRejected', count: 1 },
    ],
  });
  expect(await countParkedFailures(client, 120_000)).toEqual(
    new Map([
      ['FrontNotFound', 3],
      ['FrontRejected', 1],
      ['FrontUnauthorized', 2],
      ['Unknown', 1],
    ]),
  );
});
