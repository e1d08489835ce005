import { expect, it } from 'vitest';
import type { LedgerState } from '../../../src/domain/ledger-call.ts';
import { aLedgerCall, aSeenCall } from './a-ledger-call.ts';
import { describeBoth } from './both-ledgers.ts';

const seconds = (time: string): number => Date.parse(time) / 1000;
const year = { fromSeconds: seconds('2026-01-01T00:00:00Z'), toSeconds: seconds('2027-01-01T00:00:00Z') };

/** Each time as a clock in that zone shows it. */
const times: Array<[zone: string, time: string, day: string, hour: string]> = [
  // The day of 23 hours: at 2 it is 3.
  ['Europe/Paris', '2026-03-28T22:59:59Z', '2026-03-28', '23'],
  ['Europe/Paris', '2026-03-28T23:00:00Z', '2026-03-29', '0'],
  ['Europe/Paris', '2026-03-29T00:59:59Z', '2026-03-29', '1'],
  ['Europe/Paris', '2026-03-29T01:00:00Z', '2026-03-29', '3'],
  ['Europe/Paris', '2026-03-29T21:59:59Z', '2026-03-29', '23'],
  ['Europe/Paris', '2026-03-29T22:00:00Z', '2026-03-30', '0'],
  // The day of 25 hours: 2 comes twice.
  ['Europe/Paris', '2026-10-24T22:00:00Z', '2026-10-25', '0'],
  ['Europe/Paris', '2026-10-25T00:30:00Z', '2026-10-25', '2'],
  ['Europe/Paris', '2026-10-25T01:30:00Z', '2026-10-25', '2'],
  ['Europe/Paris', '2026-10-25T22:59:59Z', '2026-10-25', '23'],
  ['Europe/Paris', '2026-10-25T23:00:00Z', '2026-10-26', '0'],
  ['UTC', '2026-03-29T22:00:00Z', '2026-03-29', '22'],
  ['America/New_York', '2026-03-08T04:59:59Z', '2026-03-07', '23'],
  ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08', '3'],
  ['Asia/Kolkata', '2026-06-01T18:30:00Z', '2026-06-02', '0'],
  ['Pacific/Auckland', '2026-06-01T12:00:00Z', '2026-06-02', '0'],
];

describeBoth('days and hours', (ledger) => {
  it.each(times)('follow the clock of %s at %s', async (zone, time, day, hour) => {
    await ledger().record(aLedgerCall({ startedAtSeconds: seconds(time) }), 1);
    expect(await ledger().coverage(year, zone)).toMatchObject([{ day, aircall: 1 }]);
    const { groups } = await ledger().report(year, zone);
    expect(groups.day).toMatchObject([{ key: day, label: day }]);
    expect(groups.hour).toMatchObject([{ key: hour }]);
  });
});

describeBoth('coverage', (ledger) => {
  it("counts calls by line, day and state, with each line's newest name", async () => {
    const started = seconds('2026-05-04T10:00:00Z');
    const states: LedgerState[] = ['logged', 'logged', 'logged', 'parked', 'skipped', 'unwanted'];
    for (const [id, state] of states.entries()) {
      await ledger().record(aLedgerCall({ id, state, startedAtSeconds: started + id }), 1);
    }
    await ledger().recordListed([aSeenCall({ id: 10, startedAtSeconds: started })]);
    await ledger().recordListed([aSeenCall({ id: 11, startedAtSeconds: started, wanted: false })]);
    const line = { id: 50_002, name: 'Accounts', e164: null };
    await ledger().recordListed([aSeenCall({ id: 12, startedAtSeconds: started, line })]);
    const renamed = { id: 50_001, name: 'Support', e164: null };
    await ledger().recordListed([aSeenCall({ id: 13, startedAtSeconds: started + 86_400, line: renamed })]);
    const none = { aircall: 1, front: 0, left: 0, parked: 0, missing: 1 };
    const support = { id: 50_001, name: 'Support' };
    const monday = { aircall: 8, front: 3, left: 3, parked: 1, missing: 1 };
    expect(await ledger().coverage(year, 'Europe/Paris')).toEqual([
      { day: '2026-05-04', line: { id: 50_002, name: 'Accounts' }, ...none },
      { day: '2026-05-04', line: support, ...monday },
      { day: '2026-05-05', line: support, ...none },
    ]);
    const partly = { fromSeconds: started + 1, toSeconds: started + 3 };
    expect(await ledger().coverage(partly, 'UTC')).toMatchObject([{ aircall: 2, front: 2 }]);
    expect(await ledger().coverage({ fromSeconds: 0, toSeconds: 1 }, 'UTC')).toEqual([]);
  });
});
