import { createServer } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type RealPostgres, startRealPostgres } from '../../../simulators/postgres/real-postgres.ts';
import { LedgerUnavailable } from '../../../src/adapters/ledger/errors.ts';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { openLedger } from '../../../src/adapters/ledger/open.ts';
import { aLedgerCall } from './a-ledger-call.ts';

let server: RealPostgres;
beforeAll(async () => {
  server = await startRealPostgres();
});
afterAll(() => server.stop());

const open = (databaseUrl: string): Promise<Ledger> => openLedger({ databaseUrl, dataFolder: '/nowhere' });

/** Asks the database as its administrator. */
async function ask(databaseUrl: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return rows;
  } finally {
    await client.end();
  }
}

async function failureOf(databaseUrl: string): Promise<string> {
  const failure: unknown = await open(databaseUrl).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(LedgerUnavailable);
  expect(JSON.stringify([String(failure), Object.entries(failure as object)])).not.toContain('hunter2');
  return (failure as LedgerUnavailable).message;
}

describe('a ledger in PostgreSQL', () => {
  it('is opened by several processes at once on a new database, and keeps its calls', async () => {
    const databaseUrl = await server.newDatabase();
    const ledgers = await Promise.all([open(databaseUrl), open(databaseUrl), open(databaseUrl)]);
    await Promise.all(ledgers.map((ledger, id) => ledger.record(aLedgerCall({ id }), 1)));
    for (const ledger of ledgers) {
      const { calls } = await ledger.list({}, { limit: 9 });
      expect(calls.map(({ id }) => id)).toEqual([2, 1, 0]);
      await ledger.close();
    }
    const again = await open(databaseUrl);
    expect(await again.find(2)).toEqual(aLedgerCall({ id: 2 }));
    await again.close();
    expect(await ask(databaseUrl, 'select count(*)::integer as done from callthread_migrations')).toEqual([
      { done: 5 },
    ]);
  });

  it("waits for another process's migration", async () => {
    const databaseUrl = await server.newDatabase();
    const other = new pg.Client({ connectionString: databaseUrl });
    await other.connect();
    await other.query('select pg_advisory_lock(7428318204)');
    let opened = false;
    const opening = open(databaseUrl).then((ledger) => {
      opened = true;
      return ledger;
    });
    const waiting = "select 1 from pg_stat_activity where wait_event = 'advisory' and application_name = 'callthread'";
    await expect.poll(() => ask(databaseUrl, waiting), { timeout: 120_000 }).toHaveLength(1);
    expect(opened).toBe(false);
    await other.end();
    const ledger = await opening;
    await ledger.close();
  });

  it('continues after its connections were cut', async () => {
    const databaseUrl = await server.newDatabase();
    const ledger = await open(databaseUrl);
    onTestFinished(() => ledger.close());
    await ledger.record(aLedgerCall(), 1);
    const cut = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'callthread'";
    await ask(databaseUrl, cut);
    const found = () => ledger.find(aLedgerCall().id).catch((error: unknown) => error);
    await expect.poll(found).toEqual(aLedgerCall());
  });

  it('is unavailable when the server is gone, and reveals nothing about the call', async () => {
    const away = await startRealPostgres();
    const ledger = await open(await away.newDatabase());
    onTestFinished(() => ledger.close());
    await away.stop();
    const failure: unknown = await ledger.record(aLedgerCall(), 1).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LedgerUnavailable);
    expect(String(failure)).toMatch(/^LedgerUnavailable: The database of calls does not answer: /);
    expect(String(failure)).not.toMatch(/Cara|900123|insert/i);
  });
});

describe('a failure to open PostgreSQL', () => {
  it('names a wrong password', async () => {
    const address = (await server.newDatabase()).replace('hunter2-postgres', 'hunter2-wrong');
    expect(await failureOf(address)).toMatch(
      /at 127\.0\.0\.1:\d+\/ledger_\d+: it refuses the user or the password.*DATABASE_URL/,
    );
  });

  it('names a missing database', async () => {
    const address = (await server.newDatabase()).replace(/ledger_\d+$/, 'elsewhere');
    expect(await failureOf(address)).toMatch(/\/elsewhere: it has no such database.*DATABASE_URL/);
  });

  it('names missing permissions', async () => {
    const address = await server.newDatabase();
    await ask(address, "create role reader login password 'hunter2-reader'");
    const asReader = address.replace('postgres:hunter2-postgres', 'reader:hunter2-reader');
    expect(await failureOf(asReader)).toMatch(/may not create tables there.*DATABASE_URL/);
  });

  it('says that nothing listens there', async () => {
    const silent = await startRealPostgres();
    const address = await silent.newDatabase();
    await silent.stop();
    expect(await failureOf(address)).toMatch(/it cannot be reached.*ECONNREFUSED.*DATABASE_URL/);
  });

  it('says that the host has no address', async () => {
    const address = 'postgres://postgres:hunter2@no-such-host.invalid/calls';
    expect(await failureOf(address)).toMatch(/at no-such-host\.invalid\/calls: it cannot be reached.*DATABASE_URL/);
  });

  it('says after five seconds that the server cannot be reached', async () => {
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void mute.close());
    const address = mute.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await failureOf(`postgres://postgres:hunter2@127.0.0.1:${port}/calls`)).toMatch(
      /it cannot be reached.*DATABASE_URL/,
    );
  });
});
