import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { aiNotesId, callbackId, callWorkflowId, undoOnArchiveId } from '../../../src/domain/ids.ts';
import { aSeenCall } from '../../adapters/ledger/a-ledger-call.ts';
import { readDocument } from '../../docs/read-document.ts';
import { type AdminControl, adminControl } from './admin-control.ts';
import { awayControl } from './away-control.ts';
import { hostile, lines, nowMs, parkedCall, sampleCalls } from './sample-calls.ts';
import { type AdminServed, ledgerWith, serveAdmin } from './serve-admin.ts';

let served: AdminServed;
let away: AdminServed;
let control: AdminControl;
let ledger: Ledger;
beforeAll(async () => {
  const missing = aSeenCall({ id: 1099, line: lines.support, startedAtSeconds: nowMs / 1000 - 27 * 3600 });
  ledger = await ledgerWith(sampleCalls(), [missing]);
  control = adminControl([parkedCall(1007, 'FrontRejected'), parkedCall(1008, 'FrontUnauthorized')]);
  served = await serveAdmin({ calls: control, ledger });
  away = await serveAdmin({ calls: awayControl(), ledger });
});
afterAll(async () => {
  await served.close();
  await away.close();
  await ledger.close();
});

const idsOf = async (path: string): Promise<number[]> =>
  ((await served.get(path)).body['calls'] as Array<{ id: number }>).map(({ id }) => id);

describe('the list of calls', () => {
  it('shows all calls, newest first, page by page', async () => {
    const all = await idsOf('/calls');
    expect(all).toEqual(
      [1001, 1002, 1003, 1004, 1005, 1006, 1099, 1007, 1008, 1009, 1010, 1011].toSorted(
        (a, b) => all.indexOf(a) - all.indexOf(b),
      ),
    );
    expect(all.slice(0, 5)).toEqual([1001, 1002, 1003, 1004, 1005]);
    const paged: number[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { body } = await served.get(`/calls?limit=5${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`);
      paged.push(...(body['calls'] as Array<{ id: number }>).map(({ id }) => id));
      after = body['next'] as string | null;
    }
    expect(paged).toEqual(all);
  });

  it.each<[string, number[]]>([
    ['state=parked', [1007, 1008]],
    ['state=parked,unwanted', [1007, 1008, 1009]],
    ['state=parked&state=unwanted', [1007, 1008, 1009]],
    ['direction=outbound', [1010]],
    ['qualification=voicemail', [1003]],
    ['line=50002', [1002, 1004]],
    ['agent=70002', [1002, 1005]],
    ['search=cara', [1001]],
    ['search=1010', [1010]],
    ['search=%2B447700900123', [1001]],
    // Days of Paris: the second of March began there at 23:00 UTC.
    ['from=2026-03-02', [1001, 1002, 1003, 1004]],
    ['to=2026-03-01&state=logged', [1005, 1006, 1010, 1011]],
    ['from=2026-03-01&to=2026-03-01&state=parked', [1007, 1008]],
    ['search=%00%20', [1001, 1002, 1003, 1004, 1005, 1006, 1099, 1007, 1008, 1009, 1010, 1011]],
  ])('filters by %s', async (query, expected) => {
    expect(new Set(await idsOf(`/calls?${query}`))).toEqual(new Set(expected));
  });

  it.each<[string, string]>([
    ['state', 'state=foo'],
    ['direction', 'direction='],
    ['qualification', 'qualification=missed,foo'],
    ['line', 'line=x'],
    ['agent', 'agent=-1'],
    ['from', 'from=2026-02-30'],
    ['to', 'to=yesterday'],
    ['to', 'from=2026-03-02&to=2026-03-01'],
    ['limit', 'limit=0'],
    ['limit', 'limit=201'],
    ['limit', 'limit=x'],
    ['search', `search=${'x'.repeat(101)}`],
    ['after', 'after=nowhere'],
    ['sort', 'sort=asc'],
  ])('answers 400 naming "%s" to %s', async (field, query) => {
    const { status, body } = await served.get(`/calls?${query}`);
    expect({ status, field: body['field']?.toString().split('.')[0] }).toEqual({ status: 400, field });
    expect(String(body['detail']).length).toBeGreaterThan(field.length + 8);
  });

  it.each<[string, string]>([
    ['/calls?limit=0', 'limit: is not a whole number from 1 to 200.'],
    ['/calls?limit=1.5', 'limit: is not a whole number from 1 to 200.'],
    ['/calls?limit=x', 'limit: is not a whole number from 1 to 200.'],
    ['/calls?limit=201', 'limit: is not a whole number from 1 to 200.'],
    ['/calls?after=1.1&after=1.2', 'after: may be given only once.'],
    [`/calls?after=${'1'.repeat(301)}`, 'after: is invalid. Use the "next" of the previous page, or leave it out.'],
    ['/calls?from=2026-03-01&from=2026-03-02', 'from: must be one date, like 2026-01-31.'],
    ['/report?to=2026-03-02', 'from: is missing. Use a date like 2026-01-31.'],
    ['/coverage/reconcile', 'id: is missing. Use the id that POST /api/coverage/reconcile returned.'],
    ['/coverage/reconcile?id=reconcile-1&id=reconcile-2', 'id: may be given only once.'],
  ])('gives the reason for 400 to %s', async (path, detail) => {
    expect((await served.get(path)).body).toMatchObject({ status: 400, detail });
  });

  it.each<[string, unknown, string]>([
    ['/coverage/reconcile', { from: 5, to: '2026-03-01' }, 'from: must be one date, like 2026-01-31.'],
    ['/coverage/reconcile', { from: null, to: '2026-03-01' }, 'from: must be one date, like 2026-01-31.'],
    ['/coverage/reconcile', { to: '2026-03-01' }, 'from: is missing. Use a date like 2026-01-31.'],
    ['/coverage/reconcile', [], 'body: must be a JSON object, in braces.'],
    ['/calls/1/skip', 'null', 'body: must be a JSON object, in braces.'],
    ['/parked/skip', { ids: [5] }, 'ids.0: is not a workflow id like call-812345678.'],
  ])('gives the reason for 400 to POST %s with %j', async (path, body, detail) => {
    expect((await served.post(path, body)).body).toMatchObject({ status: 400, detail });
  });

  it('still works while Temporal is away', async () => {
    expect((await away.get('/calls')).status).toBe(200);
    expect((await away.get('/calls/1007')).body).toMatchObject({
      reached: false,
      ledgerReached: true,
      progress: null,
      call: { id: 1007 },
    });
    for (const answer of [
      await away.get('/parked'),
      await away.post('/calls/1007/retry', {}),
      await away.post('/parked/skip', { all: true }),
    ]) {
      expect(answer.status).toBe(503);
      expect(answer.body['detail']).toContain('Temporal is not reachable');
    }
  });
});

describe('one call', () => {
  it('shows its facts, workflow and links', async () => {
    expect((await served.get('/calls/1001')).body).toMatchObject({
      call: { id: 1001, callerName: 'Cara Caller', talkSeconds: 120 },
      reached: true,
      ledgerReached: true,
      progress: null,
      links: {
        front: 'https://app.frontapp.com/open/cnv_1001',
        recording: 'https://assets.aircall.io/calls/1001/recording',
        voicemail: null,
        temporal: null,
      },
    });
    expect((await served.get('/calls/1007')).body).toMatchObject({
      progress: { running: true, state: { parked: [{ step: 'append', failure: 'FrontRejected' }] } },
      links: { temporal: 'http://localhost:8233/namespaces/default/workflows/call-1007/run-1/history' },
    });
  });

  it.each(['0', '-1', '1.5', 'x', '1e3', '99999999999999999'])('is refused with 400 if named %s', async (id) => {
    expect((await served.get(`/calls/${id}`)).body).toMatchObject({ status: 400, field: 'id' });
  });

  it('is a 404 if unknown', async () => {
    expect((await served.get('/calls/4040')).status).toBe(404);
  });
});

describe('an answer to a parked call', () => {
  it('reaches the call with its correction, once', async () => {
    expect((await served.post('/calls/1007/retry', { inbox: ' Support ' })).body).toEqual({ status: 'answered' });
    expect(control.answers).toEqual([
      { workflowId: 'call-1007', answer: { kind: 'retry', correction: { inbox: 'Support' } } },
    ]);
    expect((await served.post('/calls/1007/retry', {})).status).toBe(409);
    expect((await served.post('/calls/4040/skip', {})).status).toBe(404);
    const some = await served.post('/parked/skip', { ids: ['call-1007', 'call-1008'] });
    expect(some.body).toEqual({ answered: 1, passedOver: 1, more: false });
  });

  it.each<[string, unknown]>([
    ['ids', { ids: [] }],
    ['ids', { ids: ['1007'] }],
    ['ids', { ids: 'call-1007' }],
    ['failure', { failure: 'x" OR 1=1' }],
    ['failure', { failure: 'FrontRejected', ids: ['call-1'] }],
    ['inbox', { inbox: 'Support' }],
    ['all', {}],
    ['all', { all: false }],
    ['all', { all: 'true' }],
    ['all', { ids: ['call-1008'], all: true }],
    ['all', { failure: 'FrontRejected', all: true }],
  ])('is refused with 400 naming "%s" if wrong', async (field, body) => {
    const answer = await served.post('/parked/skip', body);
    expect({ status: answer.status, field: String(answer.body['field']).split('.')[0] }).toEqual({
      status: 400,
      field,
    });
  });
});

it('takes the id of every kind of workflow that may be parked, as docs/openapi.yaml says', async () => {
  const ids = [
    callWorkflowId(1),
    aiNotesId(1),
    undoOnArchiveId('cnv_1'),
    callbackId('0123456789abcdef'),
    'backfill-2026-01-01-2026-02-01',
  ];
  expect(await served.post('/parked/retry', { ids })).toMatchObject({ status: 200, body: { passedOver: ids.length } });
  const { components } = parse(readDocument('docs/openapi.yaml')) as {
    components: { schemas: { WorkflowIds: { items: { pattern: string } } } };
  };
  const documented = new RegExp(components.schemas.WorkflowIds.items.pattern);
  expect(ids.filter((id) => !documented.test(id))).toEqual([]);
});

it.each(['retry', 'skip'])('answers 400 to half a character in an id, naming its place (%s)', async (kind) => {
  const { status, body } = await served.post(`/parked/${kind}`, { ids: ['call-1007', 'call-\ud800'] });
  expect({ status, field: body['field'] }).toEqual({ status: 400, field: 'ids.1' });
  expect(body['detail']).toBe('ids.1: is not a workflow id like call-812345678.');
});

describe('all parked calls', () => {
  const kinds = ['retry', 'skip'] as const;

  it.each(kinds)('are answered (%s) only on explicit request', async (kind) => {
    const waiting = adminControl([parkedCall(1, 'FrontRejected'), parkedCall(2, 'FrontNotFound')]);
    const fresh = await serveAdmin({ calls: waiting });
    onTestFinished(() => fresh.close());
    for (const body of ['', {}]) {
      const refused = await fresh.post(`/parked/${kind}`, body);
      expect(refused).toMatchObject({ status: 400, body: { field: 'all' } });
      expect(refused.body['detail']).toContain('"all": true');
    }
    expect(waiting.answers).toEqual([]);
    expect((await fresh.post(`/parked/${kind}`, { all: true })).body).toMatchObject({ answered: 2 });
    expect(waiting.answers.map(({ answer }) => answer.kind)).toEqual([kind, kind]);
  });
});

describe('hostile names', () => {
  it('are returned as plain data', async () => {
    const { body } = await served.get('/calls/1006');
    expect(body).toMatchObject({ call: { callerName: hostile.script } });
  });
});
