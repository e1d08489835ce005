import { once } from 'node:events';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startTemporalServer, type TemporalServer } from '../../../simulators/temporal/start-temporal-server.ts';
import { registerSearchAttributes } from '../../../src/adapters/temporal/connection/search-attributes.ts';
import { searchAttributeNames } from '../../../workflows/messages.ts';

const { INDEXED_VALUE_TYPE_INT, INDEXED_VALUE_TYPE_KEYWORD } = proto.temporal.api.enums.v1.IndexedValueType;
let server: TemporalServer;
let connection: Connection;

beforeAll(async () => {
  server = await startTemporalServer({ uiPort: false, report: console.error });
  connection = await Connection.connect({ address: server.address });
});

afterAll(async () => {
  await connection.close();
  await server.stop();
});

async function createNamespace(namespace: string): Promise<string> {
  const workflowExecutionRetentionPeriod = msToTs('1 day');
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  return namespace;
}

test('the server of the demo and the tests has them already', async () => {
  expect(await registerSearchAttributes(connection, 'default')).toEqual({ outcome: 'registered', added: [] });
});

test('a new namespace gets all, one that has some the others, and the second time none', async () => {
  const namespace = await createNamespace('empty');
  const searchAttributes = { CallthreadLine: INDEXED_VALUE_TYPE_KEYWORD, Theirs: INDEXED_VALUE_TYPE_INT };
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  const added = searchAttributeNames.filter((name) => name !== 'CallthreadLine');
  expect(await registerSearchAttributes(connection, namespace)).toEqual({ outcome: 'registered', added });
  expect(await registerSearchAttributes(connection, namespace)).toEqual({ outcome: 'registered', added: [] });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  expect(customAttributes).toMatchObject(Object.fromEntries(added.map((name) => [name, INDEXED_VALUE_TYPE_KEYWORD])));
});

test('several that register at once do not disturb each other', async () => {
  const namespace = await createNamespace('raced');
  const outcomes = await Promise.all([1, 2, 3].map(() => registerSearchAttributes(connection, namespace)));
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['registered', 'registered', 'registered']);
});

test('one that has another type is named, with what to do', async () => {
  const namespace = await createNamespace('mistyped');
  const searchAttributes = { CallthreadState: INDEXED_VALUE_TYPE_INT };
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  expect(await registerSearchAttributes(connection, namespace)).toEqual({
    outcome: 'refused',
    missing: ['CallthreadState'],
    advice: expect.stringContaining('search-attribute remove --namespace mistyped --name CallthreadState'),
  });
});

test.each([
  ['PERMISSION_DENIED', 7],
  ['UNIMPLEMENTED', 12],
])('a server that refuses with %s is no error: the answer says what to do', async (_name, status) => {
  const refusing = await connectToRefusing(status);
  const registration = await registerSearchAttributes(refusing, 'ours');
  expect(registration).toMatchObject({ outcome: 'refused', missing: [...searchAttributeNames] });
  for (const name of searchAttributeNames) {
    expect(registration).toHaveProperty('advice', expect.stringContaining(`--name ${name} --type Keyword`));
  }
});

test('any other failure is thrown', async () => {
  await expect(registerSearchAttributes(await connectToRefusing(16), 'ours')).rejects.toThrow('16 UNAUTHENTICATED');
});

/** A server that answers every call with a gRPC status, as the gRPC protocol's "Trailers-Only" response. */
async function connectToRefusing(status: number): Promise<Connection> {
  const refusing = createServer().listen(0, '127.0.0.1');
  refusing.on('stream', (stream) => {
    stream.respond({ 'content-type': 'application/grpc', 'grpc-status': status }, { endStream: true });
  });
  await once(refusing, 'listening');
  const lazy = Connection.lazy({ address: `127.0.0.1:${(refusing.address() as AddressInfo).port}` });
  onTestFinished(async () => {
    await lazy.close();
    refusing.close();
  });
  return lazy;
}
