import { sql } from 'drizzle-orm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLedger, type Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { openPostgres } from '../../../src/adapters/ledger/open.ts';
import { createCallControl } from '../../../src/adapters/temporal/calls/call-control.ts';
import { connectTemporal } from '../../../src/adapters/temporal/connection/client.ts';
import { withTemporal } from '../../../src/cli/terminal/temporal.ts';
import { refusingServer } from '../../adapters/temporal/connection/refusing-server.ts';
import { askSharedServers } from '../../kit/shared-namespace.ts';
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

/** Another program has changed its table. */
async function refusingLedger(): Promise<Ledger> {
  const open = await openPostgres(await askSharedServers<string>('/database'));
  await open.database.execute(sql`alter table calls drop column reason`);
  const ledger = createLedger(open);
  onTestFinished(() => ledger.close());
  return ledger;
}

describe('with a database that refuses queries', () => {
  it('answers 503 with a remedy, and shows a call through its workflow', async () => {
    const calls = adminControl([parkedCall(1007, 'FrontRejected')]);
    const served = await serveAdmin({ calls, ledger: await refusingLedger() });
    onTestFinished(() => served.close());
    expect(await served.get('/calls?from=2026-03-01&to=2026-03-02')).toMatchObject({
      status: 503,
      body: {
        detail: expect.stringMatching(/refuses: column .*reason.* does not exist \(42703\)\. Check that the tables/),
      },
    });
    expect(await served.get('/calls/1007')).toMatchObject({
      status: 200,
      body: { call: null, ledgerReached: false, reached: true },
    });
  });
});

describe('with a Temporal that has too many requests', () => {
  const resourceExhausted = 8;

  it('answers 503 with a remedy', async () => {
    const { address } = await refusingServer(resourceExhausted);
    const client = connectTemporal({ TEMPORAL_ADDRESS: address }, []);
    const served = await serveAdmin({ calls: createCallControl({ client }), ledger: null });
    onTestFinished(async () => {
      await served.close();
      await client.connection.close();
    });
    const { status, body } = await served.get('/parked');
    expect([status, body['detail']]).toEqual([503, expect.stringContaining('Try again in a minute')]);
  });

  it('fails a command with a remedy', async () => {
    const { address } = await refusingServer(resourceExhausted);
    await expect(withTemporal({ TEMPORAL_ADDRESS: address }, async () => {})).rejects.toMatchObject({
      name: 'CommandError',
      message: expect.stringContaining(`refuses requests at ${address} because it, or the namespace, has too many`),
    });
  });
});
