import { Client, Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { toFailure } from '../../../../activities/failures.ts';
import { CallbackRefused, createCallbacks } from '../../../../src/adapters/temporal/calls/callbacks.ts';
import { registerSearchAttributes } from '../../../../src/adapters/temporal/connection/search-attributes.ts';
import { searchAttributeNames } from '../../../../workflows/messages.ts';
import { sharedNamespace } from '../../../kit/shared-namespace.ts';
import type { SharedNamespace } from '../../../kit/shared-servers.ts';
import { refusingServer } from './refusing-server.ts';

const { INDEXED_VALUE_TYPE_INT, INDEXED_VALUE_TYPE_KEYWORD } = proto.temporal.api.enums.v1.IndexedValueType;
let shared: SharedNamespace;
let connection: Connection;

beforeAll(async () => {
  shared = await sharedNamespace();
  connection = await Connection.connect({ address: shared.address });
});

afterAll(async () => {
  await connection.close();
});

async function createNamespace(namespace: string): Promise<string> {
  const workflowExecutionRetentionPeriod = msToTs('1 day');
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  return namespace;
}

test('finds all attributes on the server of the demo and the tests', async () => {
  expect(await registerSearchAttributes(connection, shared.namespace)).toEqual({ outcome: 'registered', added: [] });
});

test('adds the missing attributes, and none the second time', async () => {
  const namespace = await createNamespace('empty');
  const searchAttributes = { CallthreadLine: INDEXED_VALUE_TYPE_KEYWORD, Theirs: INDEXED_VALUE_TYPE_INT };
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  const added = searchAttributeNames.filter((name) => name !== 'CallthreadLine');
  expect(await registerSearchAttributes(connection, namespace)).toEqual({ outcome: 'registered', added });
  expect(await registerSearchAttributes(connection, namespace)).toEqual({ outcome: 'registered', added: [] });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  expect(customAttributes).toMatchObject(Object.fromEntries(added.map((name) => [name, INDEXED_VALUE_TYPE_KEYWORD])));
});

test('creates one column per attribute when several processes register at once', async () => {
  for (const round of [1, 2, 3]) {
    const namespace = await createNamespace(`raced-${round}`);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => registerSearchAttributes(connection, namespace)));
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['registered']));
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    expect(Object.values(config?.customSearchAttributeAliases ?? {}).toSorted()).toEqual(
      searchAttributeNames.toSorted(),
    );
  }
});

test('reduces several columns of an attribute to one', async () => {
  const namespace = await createNamespace('doubled');
  await registerSearchAttributes(connection, namespace);
  const columns = async () =>
    (await connection.workflowService.describeNamespace({ namespace })).config?.customSearchAttributeAliases ?? {};
  const before = await columns();
  const all = Array.from({ length: 10 }, (_, nth) => `Keyword${String(nth + 1).padStart(2, '0')}`);
  const free = all.find((column) => before[column] === undefined) ?? '';
  const customSearchAttributeAliases = { [free]: 'CallthreadState', Int01: 'Theirs' };
  await connection.workflowService.updateNamespace({ namespace, config: { customSearchAttributeAliases } });
  expect(Object.values(await columns())).toHaveLength(searchAttributeNames.length + 2);
  expect(await registerSearchAttributes(connection, namespace)).toEqual({ outcome: 'registered', added: [] });
  expect(Object.values(await columns()).toSorted()).toEqual([...searchAttributeNames, 'Theirs'].toSorted());
});

test('registers nothing in a namespace without room for all, and gives advice that works', async () => {
  const namespace = await createNamespace('full');
  const theirs = Array.from({ length: 8 }, (_, nth) => `Theirs${nth}`);
  const searchAttributes = Object.fromEntries(theirs.map((name) => [name, INDEXED_VALUE_TYPE_KEYWORD]));
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  const registration = await registerSearchAttributes(connection, namespace);
  expect(registration).toMatchObject({ outcome: 'refused', missing: [...searchAttributeNames], certain: true });
  expect(registration).toHaveProperty('advice', expect.stringContaining('allows 10 of type Keyword, and has 8'));
  const tooMany = theirs.length + searchAttributeNames.length - 10;
  const remedy = `Remove ${tooMany} that nothing uses, of Theirs0, `;
  expect(registration).toHaveProperty('advice', expect.stringContaining(remedy));
  const known = async () => (await connection.operatorService.listSearchAttributes({ namespace })).customAttributes;
  expect(Object.keys(await known()).toSorted()).toEqual(theirs);
  await connection.operatorService.removeSearchAttributes({ namespace, searchAttributes: theirs.slice(0, tooMany) });
  expect(await registerSearchAttributes(connection, namespace)).toMatchObject({ outcome: 'registered' });
  expect(Object.keys(await known())).toHaveLength(10);
});

test.each([
  ['DEADLINE_EXCEEDED', 4],
  ['RESOURCE_EXHAUSTED', 8],
  ['ABORTED', 10],
  ['UNAVAILABLE', 14],
])('retries after %s, and does not count it as a refusal', async (_name, status) => {
  const { connection: busy, asked } = await connectToServer(status);
  await expect(registerSearchAttributes(busy, 'ours')).rejects.toMatchObject({ code: status });
  expect(asked()).toBeGreaterThanOrEqual(5);
});

test('reports an attribute of another type with a remedy', async () => {
  const namespace = await createNamespace('mistyped');
  const searchAttributes = { CallthreadState: INDEXED_VALUE_TYPE_INT };
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  expect(await registerSearchAttributes(connection, namespace)).toEqual({
    outcome: 'refused',
    missing: ['CallthreadState'],
    certain: true,
    advice: expect.stringContaining('search-attribute remove --namespace mistyped --name CallthreadState'),
  });
});

test.each([
  ['PERMISSION_DENIED', 7],
  ['UNIMPLEMENTED', 12],
])('gives advice after a refusal with %s', async (_name, status) => {
  const { connection: refusing } = await connectToServer(status);
  const registration = await registerSearchAttributes(refusing, 'ours');
  expect(registration).toMatchObject({ outcome: 'refused', missing: [...searchAttributeNames], certain: false });
  for (const name of searchAttributeNames) {
    expect(registration).toHaveProperty('advice', expect.stringContaining(`--name ${name} --type Keyword`));
  }
});

test('throws any other error', async () => {
  const { connection: refusing } = await connectToServer(16);
  await expect(registerSearchAttributes(refusing, 'ours')).rejects.toThrow('16 UNAUTHENTICATED');
});

/** A connection, without the SDK's own retries, to a server that answers every request with a status. */
async function connectToServer(status: number): Promise<{ connection: Connection; asked: () => number }> {
  const { address, asked } = await refusingServer(status);
  const lazy = Connection.lazy({ address, interceptors: [] });
  onTestFinished(() => lazy.close());
  return { connection: lazy, asked };
}

test('without its attribute, a callback is refused with a remedy', async () => {
  const client = new Client({ connection, namespace: await createNamespace('without-attributes') });
  const callbacks = createCallbacks({ client, taskQueue: 'none', keys: [null], timeoutMs: 120_000 });
  const line = { id: 1, name: 'Support' };
  const miss = { callId: 1, endedAtSeconds: 1, line, steps: [], conversationId: 'cnv_1', assigneeId: null };
  const opened = callbacks.open(
    '0'.repeat(32),
    { caller: { kind: 'number', e164: '+442079460001' }, callerName: null },
    miss,
    false,
  );
  const error = await opened.catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(CallbackRefused);
  expect(toFailure(error)).toMatchObject({ type: 'CallbackRefused', nonRetryable: true });
  expect((error as Error).message).toContain('CallthreadCallback');
});
