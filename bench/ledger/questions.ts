import type { Ledger } from '../../src/adapters/ledger/ledger.ts';
import type { CallFilter } from '../../src/adapters/ledger/query-types.ts';
import { company, numberOf, period } from './many-calls.ts';

export interface Question {
  name: string;
  /** @param nth makes each run query something else */
  ask: (ledger: Ledger, nth: number) => Promise<unknown>;
}

const timezone = 'Europe/Paris';
const daySeconds = 86_400;
const page = { limit: 50 };

function days(from: number, count: number) {
  const fromSeconds = period.fromSeconds + from * daySeconds;
  return { fromSeconds, toSeconds: fromSeconds + count * daySeconds };
}

const filters: Record<string, (nth: number) => CallFilter> = {
  'a line': (nth) => ({ lineIds: [50_000 + (nth % company.lines)] }),
  'an agent': (nth) => ({ agentIds: [70_000 + (nth % company.agents)] }),
  parked: () => ({ states: ['parked'] }),
  logged: () => ({ states: ['logged'] }),
  outbound: () => ({ directions: ['outbound'] }),
  voicemail: () => ({ qualifications: ['voicemail'] }),
  'a week': (nth) => days((nth * 7) % (company.days - 7), 7),
  'a line, an agent, a state and a month': (nth) => ({
    ...days(nth % (company.days - 30), 30),
    lineIds: [50_000 + (nth % company.lines)],
    agentIds: [70_000 + (nth % company.agents)],
    states: ['skipped'],
  }),
  'what no call has': () => ({ directions: ['outbound'], qualifications: ['voicemail'] }),
};

const searches: Record<string, (nth: number) => string> = {
  'a whole number': (nth) => numberOf((nth * 977) % company.callers),
  'the end of a number': (nth) => numberOf((nth * 977) % company.callers).slice(-6),
  'a name': (nth) => `petit ${(nth * 977) % company.callers}`,
  'a common name': () => 'chloe',
  'what no call has': (nth) => `nobody ${nth}`,
};

/** Page 50: the cursor after 49 pages. */
async function placeOfPage50(ledger: Ledger): Promise<string> {
  const { next } = await ledger.list({}, { limit: 49 * page.limit });
  if (next === null) throw new Error('There are no fifty pages');
  return next;
}

/** @param full the ledger with all calls */
export async function makeQuestions(full: Ledger): Promise<Question[]> {
  const after = await placeOfPage50(full);
  return [
    { name: 'list, first page', ask: (ledger) => ledger.list({}, page) },
    { name: 'list, page 50', ask: (ledger) => ledger.list({}, { ...page, after }) },
    ...Object.entries(filters).map(
      ([name, filter]): Question => ({
        name: `list, ${name}`,
        ask: (ledger, nth) => ledger.list(filter(nth), page),
      }),
    ),
    ...Object.entries(searches).map(
      ([name, search]): Question => ({
        name: `search, ${name}`,
        ask: (ledger, nth) => ledger.list({ search: search(nth) }, page),
      }),
    ),
    {
      name: 'calls of three numbers',
      ask: (ledger, nth) => ledger.ofNumbers([nth, nth + 1, nth * 7].map(numberOf), 20),
    },
    { name: 'choices', ask: (ledger) => ledger.choices() },
    { name: 'coverage, a month', ask: (ledger, nth) => ledger.coverage(days(nth % 150, 30), timezone) },
    { name: 'coverage, 180 days', ask: (ledger) => ledger.coverage(period, timezone) },
    { name: 'report, a day', ask: (ledger, nth) => ledger.report(days(nth % 180, 1), timezone) },
    { name: 'report, a month', ask: (ledger, nth) => ledger.report(days(nth % 150, 30), timezone) },
    { name: 'report, 180 days', ask: (ledger) => ledger.report(period, timezone) },
    {
      name: 'report, 180 days, a line',
      ask: (ledger, nth) => ledger.report({ ...period, lineIds: [50_000 + (nth % company.lines)] }, timezone),
    },
  ];
}
