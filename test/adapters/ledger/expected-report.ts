import type { Report, ReportFigures, ReportRow } from '../../../src/adapters/ledger/query-types.ts';
import type { LedgerCall } from '../../../src/domain/ledger-call.ts';

/** What a report must say, by plain JavaScript. Names of lines and agents are those the calls have. */
export function expectedReport(calls: LedgerCall[], timezone: string): Report {
  const { format } = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });
  const local = ({ startedAtSeconds }: LedgerCall) => format(startedAtSeconds * 1000);
  const inTime = (one: ReportRow, other: ReportRow) => (one.key.padStart(2, '0') < other.key.padStart(2, '0') ? -1 : 1);
  const largestFirst = (one: ReportRow, other: ReportRow) => other.calls - one.calls || (one.key < other.key ? -1 : 1);
  const by = (keyOf: (call: LedgerCall) => string, labelOf: (call: LedgerCall) => string = keyOf) => {
    const keys = [...new Set(calls.map(keyOf))];
    return keys.map((key): ReportRow => {
      const [first, ...others] = calls.filter((call) => keyOf(call) === key);
      if (first === undefined) throw new Error('A group has a call');
      return { key, label: labelOf(first), ...figuresOf([first, ...others]) };
    });
  };
  return {
    total: figuresOf(calls),
    groups: {
      day: by((call) => local(call).slice(0, 10)).toSorted(inTime),
      hour: by((call) => String(Number(local(call).slice(11, 13)))).toSorted(inTime),
      line: by(
        ({ line }) => String(line.id),
        ({ line }) => line.name,
      ).toSorted(largestFirst),
      agent: by(
        ({ agent }) => String(agent?.id ?? ''),
        ({ agent }) => agent?.name ?? '',
      ).toSorted(largestFirst),
      qualification: by(({ qualification }) => qualification ?? '').toSorted(largestFirst),
    },
  };
}

function figuresOf(calls: LedgerCall[]): ReportFigures {
  const answered = calls.filter(({ answeredAtSeconds }) => answeredAtSeconds !== null);
  const talks = numbers(calls.map(({ talkSeconds }) => talkSeconds));
  const toFront = numbers(
    calls.map(({ loggedAtSeconds, endedAtSeconds }) =>
      loggedAtSeconds === null || endedAtSeconds === null ? null : Math.max(0, loggedAtSeconds - endedAtSeconds),
    ),
  );
  return {
    calls: calls.length,
    conversations: new Set(calls.flatMap(({ conversationId }) => conversationId ?? [])).size,
    answered: answered.length,
    meanTimeToAnswerSeconds: mean(numbers(answered.map(({ ringSeconds }) => ringSeconds))),
    totalTalkSeconds: sum(talks),
    meanTalkSeconds: mean(talks),
    medianToFrontSeconds: percentile(toFront, 0.5),
    p95ToFrontSeconds: percentile(toFront, 0.95),
  };
}

function numbers(values: Array<number | null>): number[] {
  return values.filter((value) => value !== null);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

/** Between two values, as far as the share lies between them. */
function percentile(values: number[], share: number): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  return below === undefined || above === undefined ? null : below + (above - below) * (at - Math.floor(at));
}
