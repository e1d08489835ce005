import { expect, it, onTestFinished } from 'vitest';
import { LedgerRefused, LedgerUnavailable } from '../../../src/adapters/ledger/errors.ts';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { openReconnectingLedger } from '../../../src/adapters/ledger/reconnecting.ts';
import { aLedgerCall } from './a-ledger-call.ts';
import { openTestLedger } from './open-test-ledger.ts';

it('opens at once, fails while its database is closed, and then works', async () => {
  const real = await openTestLedger();
  onTestFinished(() => real.close());
  let open: (ledger: Ledger) => void = () => {};
  const opening = new Promise<Ledger>((resolve) => {
    open = resolve;
  });
  const ledger = openReconnectingLedger(
    () => opening,
    () => {},
  );
  await expect(ledger.find(1)).rejects.toThrow(LedgerUnavailable);
  open(real);
  await opening;
  await ledger.record(aLedgerCall(), 1);
  expect(await ledger.find(aLedgerCall().id)).toEqual(aLedgerCall());
});

it('warns when the folder is refused, and fails queries with the reason', async () => {
  const warned: unknown[] = [];
  const refused = new LedgerRefused('The folder cannot be used. Set DATABASE_URL.');
  const ledger = openReconnectingLedger(
    () => Promise.reject(refused),
    (error) => warned.push(error),
  );
  onTestFinished(() => ledger.close());
  await expect.poll(() => warned).toEqual([refused]);
  await expect(ledger.record(aLedgerCall(), 1)).rejects.toThrow('Set DATABASE_URL');
  await expect(ledger.record(aLedgerCall(), 1)).rejects.toThrow(LedgerUnavailable);
});

it('closes at once while its database stalls, and closes a database that opens later', async () => {
  const closed: string[] = [];
  let open: (ledger: Ledger) => void = () => {};
  const ledger = openReconnectingLedger(
    () =>
      new Promise((resolve) => {
        open = resolve;
      }),
    () => {},
  );
  await ledger.close();
  open({ close: async () => void closed.push('late') } as unknown as Ledger);
  await expect.poll(() => closed).toEqual(['late']);
});
