import { describe, expect, it, onTestFinished } from 'vitest';
import { adminControl } from './admin-control.ts';
import { awayControl } from './away-control.ts';
import { awayLedger } from './away-ledger.ts';
import { parkedCall } from './sample-calls.ts';
import { type AdminOptions, type AdminServed, serveAdmin } from './serve-admin.ts';

async function serve(options: Pick<AdminOptions, 'calls'> & { ledger: 'away' | null }): Promise<AdminServed> {
  const ledger = options.ledger === null ? null : awayLedger();
  const served = await serveAdmin({ calls: options.calls, ledger });
  onTestFinished(async () => {
    await served.close();
    await ledger?.close();
  });
  return served;
}

describe.each(['away', null] as const)('with a ledger that is %s', (ledger) => {
  it('shows and answers a call through its workflow', async () => {
    const control = adminControl([parkedCall(1007, 'FrontRejected')]);
    const served = await serve({ calls: control, ledger });
    expect(await served.get('/calls/1007')).toMatchObject({
      status: 200,
      body: {
        call: null,
        ledgerReached: false,
        reached: true,
        progress: { running: true, state: { parked: [{ failure: 'FrontRejected' }] } },
        links: { temporal: 'http://localhost:8233/namespaces/default/workflows/call-1007/run-1/history' },
      },
    });
    expect((await served.post('/calls/1007/retry', { inbox: 'Support' })).status).toBe(200);
    expect(control.answers).toHaveLength(1);
  });

  it('answers 503 if Temporal is away too', async () => {
    const served = await serve({ calls: awayControl(), ledger });
    const { status, body } = await served.get('/calls/1007');
    expect(status).toBe(503);
    expect(body['detail']).toContain('TEMPORAL_ADDRESS');
  });
});

describe('a call that Temporal does not know', () => {
  it('is not reported as unknown while the ledger is away', async () => {
    const served = await serve({ calls: adminControl([]), ledger: 'away' });
    expect(await served.get('/calls/4040')).toMatchObject({
      status: 200,
      body: { call: null, ledgerReached: false, progress: null, reached: true },
    });
  });

  it('is a 404 without a ledger', async () => {
    const served = await serve({ calls: adminControl([]), ledger: null });
    expect((await served.get('/calls/4040')).status).toBe(404);
  });
});
