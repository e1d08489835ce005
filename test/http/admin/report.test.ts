import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { aSeenCall } from '../../adapters/ledger/a-ledger-call.ts';
import { type AdminControl, adminControl } from './admin-control.ts';
import { lines, nowMs, sampleCalls } from './sample-calls.ts';
import { type AdminServed, adminToken, ledgerWith, serveAdmin } from './serve-admin.ts';

let served: AdminServed;
let control: AdminControl;
let ledger: Ledger;
beforeAll(async () => {
  const missing = aSeenCall({ id: 1099, line: lines.support, startedAtSeconds: nowMs / 1000 - 27 * 3600 });
  ledger = await ledgerWith(sampleCalls(), [missing]);
  control = adminControl([]);
  served = await serveAdmin({ calls: control, ledger, language: 'fr' });
});
afterAll(async () => {
  await served.close();
  await ledger.close();
});

const days = 'from=2026-03-01&to=2026-03-02';

describe('coverage', () => {
  it("compares Aircall's calls with Front's, by day and line", async () => {
    const { body } = await served.get(`/coverage?${days}`);
    expect(body['rows']).toEqual(
      expect.arrayContaining([
        {
          day: '2026-03-01',
          line: { id: 50_001, name: 'Support UK' },
          aircall: 8,
          front: 4,
          left: 1,
          parked: 2,
          missing: 1,
        },
        {
          day: '2026-03-02',
          line: { id: 50_002, name: 'Sales France' },
          aircall: 2,
          front: 2,
          left: 0,
          parked: 0,
          missing: 0,
        },
        {
          day: '2026-03-02',
          line: { id: 50_001, name: 'Support UK' },
          aircall: 2,
          front: 2,
          left: 0,
          parked: 0,
          missing: 0,
        },
      ]),
    );
  });

  it('is reconciled for whole days, and reports progress', async () => {
    const started = await served.post('/coverage/reconcile', { from: '2026-03-01', to: '2026-03-02' });
    expect(started.status).toBe(202);
    expect(control.asked).toEqual([
      {
        fromSeconds: Date.parse('2026-03-01T00:00:00+01:00') / 1000,
        toSeconds: Date.parse('2026-03-02T23:59:59+01:00') / 1000,
      },
    ]);
    const id = String(started.body['id']);
    expect((await served.get(`/coverage/reconcile?id=${id}`)).body).toEqual({ id, status: 'running', outcome: null });
    expect((await served.get('/coverage/reconcile?id=reconcile-1-2')).status).toBe(404);
    expect((await served.get('/coverage/reconcile?id=call-1')).body).toMatchObject({ status: 400, field: 'id' });
  });

  it('spans months but reconciles at most a week, as that starts live calls', async () => {
    const asked = control.asked.length;
    const long = await served.post('/coverage/reconcile', { from: '2026-02-23', to: '2026-03-02' });
    expect(long).toMatchObject({ status: 400, body: { field: 'from' } });
    expect(long.body['detail']).toBe(
      'from, to: that is 8 days; choose at most 7 days; for older calls use: callthread backfill --from 2026-02-22T23:00:00Z --to 2026-03-02T22:59:59Z',
    );
    expect(control.asked).toHaveLength(asked);
    expect((await served.get('/coverage?from=2025-12-01&to=2026-03-02')).status).toBe(200);
    expect((await served.post('/coverage/reconcile', { from: '2026-02-24', to: '2026-03-02' })).status).toBe(202);
  });

  it.each<[string, unknown]>([
    ['from', {}],
    ['from', { from: '2027-01-01', to: '2027-01-02' }],
    ['to', { from: '2025-01-01', to: '2025-01-02' }],
    ['to', { from: '2026-03-02', to: '2026-03-01' }],
    ['from', { from: '2025-03-02', to: '2026-03-01' }],
  ])('answers 400 naming "%s" to %j', async (field, body) => {
    expect((await served.post('/coverage/reconcile', body)).body).toMatchObject({ status: 400, field });
  });
});

describe('a report', () => {
  it("covers the team's inbound calls by default", async () => {
    const { body } = await served.get(`/report?${days}`);
    // Ten inbound, of which one was left out; 1002 went to the conversation of 1001, two are parked and have none.
    expect(body['total']).toMatchObject({
      calls: 9,
      conversations: 6,
      answered: 6,
      totalTalkSeconds: 720,
      meanTalkSeconds: 120,
      meanTimeToAnswerSeconds: 10,
      medianToFrontSeconds: 35,
    });
    const both = await served.get(`/report?${days}&direction=inbound,outbound`);
    expect(both.body['total']).toMatchObject({ calls: 10, answered: 7 });
    expect((await served.get(`/report?${days}&agent=70002`)).body['total']).toMatchObject({ calls: 2 });
    expect((await served.get(`/report?${days}&line=50002`)).body['total']).toMatchObject({ calls: 2, answered: 1 });
    expect((await served.get('/report?from=2026-03-02&to=2026-03-02')).body['total']).toMatchObject({ calls: 4 });
  });

  it.each(['', 'from=2026-03-01', `${days}&state=logged`, 'from=2020-01-01&to=2026-01-01'])(
    'is refused with 400 for "%s"',
    async (query) => {
      expect((await served.get(`/report?${query}`)).status).toBe(400);
      expect((await served.get(`/report.csv?${query}`)).status).toBe(400);
    },
  );

  it("is available as CSV in the language's format, without formulas", async () => {
    const answer = await fetch(`${served.url}/api/report.csv?${days}`, {
      headers: { authorization: `Bearer ${adminToken}` },
    });
    expect(answer.headers.get('content-type')).toContain('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="callthread-2026-03-01-2026-03-02.csv"',
    );
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const rows = bytes.toString('utf8').slice(1).split('\r\n');
    expect(rows[0]).toBe(
      'Par;Clé;Nom;Appels;Conversations;Répondus;Taux de réponse;Délai de réponse moyen (s);Conversation totale (s);Conversation moyenne (s);Médiane vers Front (s);p95 vers Front (s)',
    );
    expect(rows[1]).toBe('Total;;;9;6;6;0,6667;10;720;120;35;35');
    expect(rows).toContain('Ligne;50002;Sales France;2;2;1;0,5;10;120;120;35;35');
    expect(rows.some((row) => row.startsWith('Qualification;out-of-hours;Appel manqué hors horaires;1;'))).toBe(true);
    expect(rows.some((row) => row.includes(`70003;"'=HYPERLINK(""https://evil.example"",""click"")";1;`))).toBe(true);
    expect(rows.at(-1)).toBe('');
  });
});
