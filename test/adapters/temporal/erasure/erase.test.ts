import { Client, Connection } from '@temporalio/client';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deleteRuns, endRuns, markErased } from '../../../../src/adapters/temporal/erasure/erase.ts';
import { type CallersRuns, findCallersRuns } from '../../../../src/adapters/temporal/erasure/find-runs.ts';
import { readHistory } from '../../../../src/adapters/temporal/erasure/read-history.ts';
import type { Caller } from '../../../../src/domain/call.ts';
import { aiNotesId, callerLockId } from '../../../../src/domain/ids.ts';
import { aCall } from '../../../fixtures/a-call.ts';
import { sharedNamespace } from '../../../kit/shared-namespace.ts';

const e164 = '+447700900123';
const known = { e164, callIds: [7], conversationIds: ['cnv_ledger'] };
const callers: Record<'own' | 'unreadable' | 'other', Caller> = {
  own: { kind: 'number', e164 },
  unreadable: { kind: 'unreadable', digits: '07700 900123' },
  other: { kind: 'number', e164: '+447700900124' },
};

/** Turns each byte over, and refuses what it has not turned over with the same key. */
function codecWith(key: string): PayloadCodec {
  const turn = (data: Uint8Array): Uint8Array => data.map((byte) => byte ^ 0xff);
  const metadata = { encoding: Buffer.from(`binary/turned-${key}`) };
  return {
    encode: async (payloads) =>
      payloads.map((payload) => ({ metadata, data: turn(Buffer.from(JSON.stringify(textOf(payload)))) })),
    decode: async (payloads) =>
      payloads.map((payload) => {
        const encoding = String(Buffer.from(payload.metadata?.['encoding'] ?? []));
        if (!encoding.startsWith('binary/turned')) return payload;
        if (encoding !== String(metadata.encoding)) throw new Error('another key');
        const [kind = '', data = ''] = JSON.parse(
          String(Buffer.from(turn(payload.data ?? new Uint8Array()))),
        ) as string[];
        return { metadata: { encoding: Buffer.from(kind) }, data: Buffer.from(data, 'base64') };
      }),
  };
}

function textOf({ metadata, data }: Payload): [kind: string, data: string] {
  return [String(Buffer.from(metadata?.['encoding'] ?? [])), Buffer.from(data ?? []).toString('base64')];
}

let namespace: string;
let connection: Connection;
let client: Client;
beforeAll(async () => {
  const shared = await sharedNamespace();
  ({ namespace } = shared);
  connection = await Connection.connect({ address: shared.address });
  client = new Client({ connection, namespace, dataConverter: { payloadCodecs: [codecWith('ours')] } });
});
afterAll(async () => {
  await connection?.close();
});

/** A run as a service leaves it; no worker runs, so it closes when it is ended. */
async function begin(
  workflowId: string,
  type: string,
  input: unknown,
  { closed = true, by = client } = {},
): Promise<void> {
  const handle = await by.workflow.start(type, { workflowId, taskQueue: 'nobody', args: [input] });
  if (closed) await handle.terminate();
}

const eventOf = (id: number, caller: Caller, changed: object = {}) => ({
  callId: id,
  event: { name: 'fetched', saidAtSeconds: 1, call: { ...aCall(), id, caller, ...changed } },
});
const find = async (by = client): Promise<CallersRuns> => await findCallersRuns(by, known, () => undefined);
const idsOf = (runs: Array<{ workflowId: string }>): string[] => runs.map(({ workflowId }) => workflowId).toSorted();

describe('a caller in Temporal', () => {
  it("is found in every run with the caller's data and in no other", async () => {
    const comment = { id: 1, content: 'Wants us to call 07700 900123 back.', author: null, postedAtSeconds: 1 };
    await Promise.all([
      begin('call-1', 'callWorkflow', {
        ...eventOf(1, callers.own),
        previous: { thread: { conversationId: 'cnv_history' } },
      }),
      begin('call-2', 'callWorkflow', eventOf(2, callers.other, { comments: [comment] })),
      begin('call-3', 'callWorkflow', eventOf(3, callers.own), { closed: false }),
      begin('call-4', 'callWorkflow', eventOf(4, callers.unreadable)),
      begin('call-5', 'callWorkflow', eventOf(5, callers.other)),
      begin('call-6', 'callWorkflow', eventOf(6, callers.own), {
        by: new Client({ connection, namespace, dataConverter: { payloadCodecs: [codecWith('lost')] } }),
      }),
      begin('call-7', 'callWorkflow', { callId: 7 }),
      begin('call-8', 'callWorkflow', { call: { ...aCall(), id: 8, caller: e164 }, revision: 1 }),
      begin('card-9', 'cardWorkflow', { callId: 9, caller: callers.own, startedAtSeconds: 1 }),
      begin('card-5', 'cardWorkflow', { callId: 5, caller: callers.other, startedAtSeconds: 1 }),
      begin('backfill-1', 'backfill', { calls: [eventOf(5, callers.other), eventOf(9, callers.own)] }),
      begin('backfill-2', 'backfill', { calls: [eventOf(5, callers.other)], conversationId: 'cnv_other' }),
      begin('reconcile-1', 'reconcile', { startedIds: [1, 3] }),
      begin(callerLockId(e164), 'callerLock', { holder: 'call-1' }),
      begin(callerLockId('unreadable-07700900123'), 'callerLock', { holder: 'call-4' }),
      begin(callerLockId('+447700900124'), 'callerLock', { holder: 'call-5' }),
      begin('archive-cnv_history', 'undoOnArchive', { conversationId: 'cnv_history' }, { closed: false }),
      begin('archive-cnv_ledger', 'undoOnArchive', { conversationId: 'cnv_ledger' }),
      begin(aiNotesId(7), 'aiNotesWorkflow', { callId: 7 }),
      begin(aiNotesId(4), 'aiNotesWorkflow', { callId: 4 }),
      begin(aiNotesId(5), 'aiNotesWorkflow', { callId: 5 }),
      begin('archive-cnv_other', 'undoOnArchive', { conversationId: 'cnv_other' }),
      begin('callback-1', 'callbackWorkflow', { caller: callers.own }, { closed: false }),
      begin('callback-2', 'callbackWorkflow', { caller: callers.other }, { closed: false }),
      begin('callback-3', 'callbackWorkflow', { caller: callers.unreadable, conversationId: 'cnv_late' }),
    ]);
    const count = async (status: string) => (await client.workflow.count(`ExecutionStatus="${status}"`)).count;
    await expect.poll(async () => [await count('Terminated'), await count('Running')]).toEqual([21, 4]);
    const progress: number[] = [];
    const found = await findCallersRuns(client, known, (done, total) => progress.push(done / total));
    const locks = [callerLockId(e164), callerLockId('unreadable-07700900123')];
    const closed = [
      'archive-cnv_ledger',
      'backfill-1',
      'call-1',
      'call-4',
      'call-7',
      'call-8',
      'callback-3',
      'card-9',
      ...locks,
    ].concat([4, 7].map(aiNotesId));
    expect(idsOf(found.closed)).toEqual(closed.toSorted());
    expect(idsOf(found.open)).toEqual(['archive-cnv_history', 'call-3']);
    expect(idsOf(found.callbacks)).toEqual(['callback-1']);
    expect(idsOf(found.mentions)).toEqual(['call-2']);
    expect(idsOf(found.unreadable)).toEqual(['call-6']);
    expect(new Set(found.calls.map(({ id }) => id))).toEqual(new Set([1, 3, 4, 8, 9]));
    expect(found.conversationIds.toSorted()).toEqual(['cnv_history', 'cnv_late', 'cnv_ledger']);
    expect(progress.at(-1)).toBe(1);
  });

  it('cannot be distinguished from others without the key', async () => {
    const found = await find(new Client({ connection, namespace }));
    expect(found.calls).toEqual([]);
    expect(idsOf(found.unreadable)).toEqual(expect.arrayContaining(['call-1', 'call-2', 'call-5', 'backfill-1']));
  });

  it('is gone once the closed runs are deleted; other runs stay', async () => {
    const { closed: those, callbacks } = await find();
    await endRuns(client, callbacks);
    await endRuns(client, callbacks);
    const closed = [...those, ...callbacks];
    const gone: number[] = [];
    expect(await deleteRuns(client, closed, (count) => gone.push(count))).toEqual([]);
    expect(gone.at(-1)).toBe(closed.length);
    for (const { workflowId, runId } of closed) expect(await readHistory(client, workflowId, runId)).toBeNull();
    const after = await find();
    expect({ closed: idsOf(after.closed), open: idsOf(after.open) }).toEqual({ closed: [], open: ['call-3'] });
    expect(after.callbacks).toEqual([]);
    expect((await client.workflow.getHandle('callback-2').describe()).status.name).toBe('RUNNING');
    for (const id of ['call-2', 'call-5', 'backfill-2', 'archive-cnv_other', aiNotesId(5)]) {
      expect((await client.workflow.getHandle(id).describe()).status.name).toBe('TERMINATED');
    }
    expect(await deleteRuns(client, closed, () => undefined)).toEqual([]);
  });
});

describe('an erased call', () => {
  it('gets a run with only its id, unless one is running', async () => {
    expect(await markErased(client, 1)).toBe(true);
    expect(await markErased(client, 3)).toBe(false);
    const { runId, searchAttributes } = await client.workflow.getHandle('call-1').describe();
    expect(searchAttributes).toMatchObject({ CallthreadState: ['skipped'] });
    const said = await readHistory(client, 'call-1', runId);
    expect(said?.whole).toBe(true);
    expect(JSON.stringify(said)).not.toMatch(/7700|Cara|Support/);
    // Its own run is under way until a worker has closed it.
    expect(await markErased(client, 1)).toBe(false);
    expect((await find()).closed).toEqual([]);
  });
});
