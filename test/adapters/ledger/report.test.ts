import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ReportFigures } from '../../../src/adapters/ledger/query-types.ts';
import { aLedgerCall } from './a-ledger-call.ts';
import { anyCalls } from './any-calls.ts';
import { describeBoth } from './both-ledgers.ts';
import { expectedReport } from './expected-report.ts';

const all = { fromSeconds: 0, toSeconds: 4_000_000_000 };
const zones = ['Europe/Paris', 'America/St_Johns', 'Asia/Kolkata', 'UTC'];
const nothing: ReportFigures = {
  calls: 0,
  conversations: 0,
  answered: 0,
  meanTimeToAnswerSeconds: null,
  totalTalkSeconds: 0,
  meanTalkSeconds: null,
  medianToFrontSeconds: null,
  p95ToFrontSeconds: null,
};

/** Every figure that is not whole, rounded: databases add up in another order. */
function rounded(report: unknown): unknown {
  return JSON.parse(
    JSON.stringify(report, (_key, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(6)) : value)),
  );
}

describeBoth('report', (ledger, fill) => {
  it('equals figures computed in plain JavaScript', async () => {
    const outside = aLedgerCall({ id: 100, startedAtSeconds: 5_000_000_000 });
    await fc.assert(
      fc.asyncProperty(anyCalls, fc.constantFrom(...zones), async (calls, zone) => {
        await fill([...calls, outside]);
        expect(rounded(await ledger().report(all, zone))).toEqual(rounded(expectedReport(calls, zone)));
      }),
      { numRuns: 25 },
    );
  });

  it('includes only the selected calls', async () => {
    await ledger().record(aLedgerCall({ id: 1 }), 1);
    await ledger().record(aLedgerCall({ id: 2, state: 'skipped', conversationId: null, loggedAtSeconds: null }), 1);
    await ledger().record(aLedgerCall({ id: 3, startedAtSeconds: 1_760_100_000 }), 1);
    const report = await ledger().report({ ...all, states: ['logged'], toSeconds: 1_760_100_000 }, 'Europe/London');
    const figures: ReportFigures = {
      calls: 1,
      conversations: 1,
      answered: 1,
      meanTimeToAnswerSeconds: 15,
      totalTalkSeconds: 193,
      meanTalkSeconds: 193,
      medianToFrontSeconds: 6,
      p95ToFrontSeconds: 6,
    };
    expect(report).toEqual({
      total: figures,
      groups: {
        day: [{ key: '2025-10-09', label: '2025-10-09', ...figures }],
        hour: [{ key: '9', label: '9', ...figures }],
        line: [{ key: '50001', label: 'Support UK', ...figures }],
        agent: [{ key: '70001', label: 'Anna Agent', ...figures }],
        qualification: [{ key: 'inbound-answered', label: 'inbound-answered', ...figures }],
      },
    });
  });

  it('is empty without calls', async () => {
    expect(await ledger().report(all, 'Europe/Paris')).toEqual({
      total: nothing,
      groups: { day: [], hour: [], line: [], agent: [], qualification: [] },
    });
  });

  it('accepts impossible durations', async () => {
    const lengths = { talkSeconds: 9_007_199_254_740_991, ringSeconds: 5_000_000_000 };
    await ledger().record(aLedgerCall({ id: 1, ...lengths }), 1);
    await ledger().record(aLedgerCall({ id: 2 }), 1);
    expect(await ledger().report(all, 'UTC')).toMatchObject({ total: { calls: 2, answered: 2 } });
  });

  it('counts a conversation of two days once in total and once on each day', async () => {
    await ledger().record(aLedgerCall({ id: 1 }), 1);
    await ledger().record(aLedgerCall({ id: 2, startedAtSeconds: 1_760_000_000 + 86_400 }), 1);
    const { total, groups } = await ledger().report(all, 'UTC');
    expect(total.conversations).toBe(1);
    expect(groups.day.map(({ conversations }) => conversations)).toEqual([1, 1]);
  });
});
