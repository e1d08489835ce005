import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { countStates } from '../../../src/adapters/temporal/calls/call-state.ts';
import { connectTemporal } from '../../../src/adapters/temporal/connection/client.ts';
import { readLastReconcile } from '../../../src/adapters/temporal/operations/reconcile.ts';
import { formatStatus, needsPerson, readStatus } from '../../../src/cli/commands/status.ts';
import { type CallStateName, callWorkflowType, type ReconcileOutcome } from '../../../workflows/messages.ts';
import { serve } from '../../adapters/http/serve.ts';
import { openSetup, type SetupOptions } from '../doctor/open-setup.ts';
import { openTemporal } from '../doctor/open-temporal.ts';
import { runInProcess } from '../run-in-process.ts';
import { finishReconcile } from './finish-reconcile.ts';

let temporal: Awaited<ReturnType<typeof openTemporal>>;
const clients: Client[] = [];

beforeAll(async () => {
  temporal = await openTemporal();
  await Promise.all([
    temporal.addNamespace({ name: 'sound' }),
    temporal.addNamespace({ name: 'busy' }),
    temporal.addNamespace({ name: 'failing' }),
    temporal.addNamespace({ name: 'idle', polled: false }),
    temporal.addNamespace({ name: 'paused', schedule: 'paused' }),
    temporal.addNamespace({ name: 'unscheduled', schedule: 'missing' }),
    temporal.addNamespace({ name: 'bare', attributes: 'none', polled: false }),
  ]);
  const listed = ['sound', 'busy', 'failing', 'idle', 'paused', 'unscheduled'].map(clientOf);
  // All of the server takes a moment until it knows the search attributes of a new namespace.
  await Promise.all(
    listed.map(async (client) => {
      const known = async () => (await countStates(client).catch(() => null)) !== null;
      await vi.waitUntil(known, { timeout: 120_000, interval: 200 });
    }),
  );
});
afterAll(async () => {
  await Promise.all(clients.map(async (client) => await client.connection.close()));
  await temporal.close();
});

function clientOf(namespace: string): Client {
  const client = connectTemporal({ TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: namespace }, []);
  clients.push(client);
  return client;
}

const key = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');

let lastId = 0;
async function startCall(client: Client, state: CallStateName, failure?: string, close = false): Promise<void> {
  lastId += 1;
  const handle = await client.workflow.start(callWorkflowType, {
    taskQueue: 'nobody-works-here',
    workflowId: `call-${lastId}`,
    typedSearchAttributes: new TypedSearchAttributes([
      { key: key('CallthreadState'), value: state },
      ...(failure === undefined ? [] : [{ key: key('CallthreadFailure'), value: failure }]),
    ]),
  });
  if (close) await handle.terminate();
}

const outcome: ReconcileOutcome = {
  period: { fromSeconds: 1, toSeconds: 2 },
  counts: { total: 12, seen: 12, started: 1, known: 11, notEnded: 0, unwanted: 0, unreadable: 0 },
  startedIds: [812345678],
  webhook: { status: 'active', notes: [] },
};

async function statusOf(namespace: string, options: SetupOptions = {}) {
  const environment = { TEMPORAL_NAMESPACE: namespace, ...options.environment };
  const setup = await openSetup(temporal.address, { ...options, environment });
  const status = await readStatus(setup.environment, setup.folder);
  const nowMs = Date.now();
  return { setup, status, text: formatStatus(status, nowMs), needed: needsPerson(status, nowMs) };
}

it('says that nothing needs a person when all is well', async () => {
  const client = clientOf('sound');
  await finishReconcile(client, outcome);
  await vi.waitUntil(async () => (await readLastReconcile(client)) !== null, { timeout: 120_000, interval: 200 });
  const { text, needed, setup } = await statusOf('sound');
  expect(needed).toEqual([]);
  expect(text.split('\n')).toEqual([
    `service     answers at ${setup.publicUrl}`,
    'workers     1',
    'calls       0 waiting, 0 logging, 0 media, 0 parked, 0 done, 0 skipped',
    'parked      none',
    expect.stringMatching(/^reconcile {3}\d{4}-\d\d-\d\dT\S+Z: 12 calls seen, 1 started, 11 known$/),
    'webhook     active, as of the last reconcile',
    'Front limit 100 a minute, 99 left',
    '',
    'Nothing needs a person.',
  ]);
});

it('counts calls by state, and parked calls by failure', async () => {
  const client = clientOf('busy');
  await startCall(client, 'waiting');
  await startCall(client, 'media');
  await startCall(client, 'media');
  await startCall(client, 'done', undefined, true);
  for (const failure of ['FrontNotFound', 'FrontUnauthorized', 'FrontUnauthorized']) {
    await startCall(client, 'parked', failure);
  }
  // One that was terminated while it was parked waits for no person.
  await startCall(client, 'parked', 'FrontRejected', true);
  await finishReconcile(client, { ...outcome, webhook: { status: 'not found', notes: ['no webhook'] } });
  await vi.waitUntil(
    async () => {
      const { done, media, parked } = await countStates(client);
      return done === 1 && media === 2 && parked === 3 && (await readLastReconcile(client));
    },
    { timeout: 120_000, interval: 200 },
  );
  const { text, needed } = await statusOf('busy');
  expect(text).toContain('calls       1 waiting, 0 logging, 2 media, 3 parked, 1 done, 0 skipped\n');
  expect(text).toContain('parked      2 FrontUnauthorized, 1 FrontNotFound\n');
  expect(text).toContain('webhook     not found (no webhook), as of the last reconcile\n');
  expect(needed).toEqual([
    expect.stringMatching(/^Calls are parked\. Find out why .*callthread retry --all/),
    expect.stringMatching(/^Aircall's webhook is not found\. Repair it: callthread webhooks register/),
  ]);
});

it('reports a failed reconcile', async () => {
  const client = clientOf('failing');
  await finishReconcile(client, null);
  await vi.waitUntil(async () => (await readLastReconcile(client)) !== null, { timeout: 120_000, interval: 200 });
  const { text, needed } = await statusOf('failing');
  expect(text).toMatch(/^reconcile {3}\S+Z: failed$/m);
  expect(needed).toEqual([expect.stringMatching(/^The last reconcile failed\./)]);
});

it('reports that no worker runs', async () => {
  const { text, needed } = await statusOf('idle');
  expect(text).toMatch(/^workers {5}0$/m);
  expect(text).toMatch(/^reconcile {3}none yet$/m);
  expect(needed).toEqual([expect.stringMatching(/^No worker is running, .*callthread start$/)]);
});

it.each([
  [
    'paused',
    /^The schedule callthread-reconcile is paused\. Resume it: temporal schedule toggle --namespace paused .*--unpause/,
  ],
  ['unscheduled', /^The schedule callthread-reconcile does not exist\. Restart a worker/],
])('reports a schedule that is %s, also before any reconcile', async (namespace, expected) => {
  expect((await statusOf(namespace)).needed).toEqual([expect.stringMatching(expected)]);
});

it.each([
  [{ TEMPORAL_ADDRESS: '127.0.0.1:1' }, /^Temporal does not answer at 127\.0\.0\.1:1\. Check that it is running/],
  [{ FRONT_API_TOKEN: 'another-front-token' }, /^Front rejects it \(401\)\. Put a Front API token/],
  [{ PUBLIC_URL: 'http://127.0.0.1:9' }, /^The service does not answer \(.+\)\. Check that it is running/],
  [{ TEMPORAL_NAMESPACE: 'bare' }, /^Temporal lacks Callthread's search attributes\. Run: callthread doctor/],
])('names the problem with %j', async (environment, expected) => {
  const { needed } = await statusOf('sound', { environment });
  expect(needed).toEqual([expect.stringMatching(expected)]);
});

it('is not the only command that names missing search attributes', async () => {
  const environment = { TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: 'bare' };
  const { code, stderr } = await runInProcess(['retry', '--all'], environment);
  expect(stderr).toBe("Temporal lacks Callthread's search attributes. Run: callthread doctor\n");
  expect(code).toBe(1);
});

it('takes a proxy that answers 502 for a service that does not run', async () => {
  const proxy = await serve((_request, response) => void response.writeHead(502).end('<h1>Bad Gateway</h1>'));
  const { needed } = await statusOf('sound', { environment: { PUBLIC_URL: proxy } });
  expect(needed).toEqual([expect.stringMatching(/^The service does not answer \(a proxy answers 502\)/)]);
});

it("does not mistake this machine for the service's own", async () => {
  const { status, needed } = await statusOf('sound', { environment: { PUBLIC_URL: '', PORT: '1' } });
  expect(status.service).toMatchObject({ alive: false, answered: false, configured: false });
  expect(needed).toEqual([]);
});
