import { describe, expect, it } from 'vitest';
import {
  isCutOff,
  type ListPosition,
  nextInList,
  type Period,
  showTime,
  startOfList,
} from '../../src/domain/call-lists.ts';

/** An account with a call in every so many seconds; like Aircall it lists no more than 10,000 of them, and says nothing. */
function account(callsAt: number[], tellsTotal: boolean) {
  const found = new Map<string, number[]>();
  return ({ fromSeconds, toSeconds }: Period, page: number) => {
    const key = `${fromSeconds}-${toSeconds}`;
    const all = found.get(key) ?? callsAt.filter((at) => at >= fromSeconds && at <= toSeconds);
    found.set(key, all);
    const listed = all.slice(0, 10_000);
    const calls = listed.slice((page - 1) * 50, page * 50);
    return { calls, total: tellsTotal ? all.length : null, nextPage: page * 50 < listed.length ? page + 1 : null };
  };
}

function walk(list: ReturnType<typeof account>, period: Period): { seen: number[]; requests: number } {
  const seen: number[] = [];
  let requests = 0;
  for (let position: ListPosition | null = startOfList(period); position !== null; ) {
    const [current = period] = position.periods;
    const answer = list(current, position.page);
    requests += 1;
    const cutOff = isCutOff(current, { ...answer, page: position.page });
    if (!cutOff) seen.push(...answer.calls);
    position = nextInList(position, { cutOff, nextPage: answer.nextPage });
  }
  return { seen, requests };
}

const period = { fromSeconds: 1_000_000, toSeconds: 1_100_000 };
const every = (seconds: number) =>
  Array.from({ length: Math.floor(100_000 / seconds) + 1 }, (_, index) => period.fromSeconds + index * seconds);

describe('walking lists of calls', () => {
  it('visits each call once, in order, page by page', () => {
    const { seen, requests } = walk(account(every(500), true), period);
    expect(seen).toEqual(every(500));
    expect(requests).toBe(5);
  });

  it('makes one request for a period without calls', () => {
    expect(walk(account([], true), period)).toEqual({ seen: [], requests: 1 });
  });

  it('splits a period that has more calls than the list returns, and misses none', () => {
    const calls = every(3);
    expect(calls).toHaveLength(33_334);
    const { seen, requests } = walk(account(calls, true), period);
    expect(seen).toEqual(calls);
    // Three times a list is reported as too long, which costs a request each.
    expect(requests).toBeLessThan(33_334 / 50 + 10);
  });

  it('splits a period whose total Aircall does not report', () => {
    const calls = every(6);
    expect(new Set(walk(account(calls, false), period).seen)).toEqual(new Set(calls));
  });

  it('takes the calls that Aircall lists for one second, which cannot be split', () => {
    const calls = Array.from({ length: 10_001 }, () => period.fromSeconds);
    expect(walk(account(calls, true), period).seen).toHaveLength(10_000);
  });

  it('never requests a page twice', () => {
    const { periods } = startOfList(period);
    expect(nextInList({ periods, page: 3 }, { cutOff: false, nextPage: 1 })?.page).toBe(4);
    expect(nextInList({ periods: [], page: 1 }, { cutOff: false, nextPage: 2 })).toBeNull();
  });
});

describe('isCutOff', () => {
  it.each<[boolean, string, Parameters<typeof isCutOff>[1]]>([
    [true, 'as many calls as Aircall lists', { page: 1, total: 10_000, nextPage: 2 }],
    [false, 'one call less', { page: 1, total: 9999, nextPage: 2 }],
    [true, 'the last page of a full list without a total', { page: 200, total: null, nextPage: null }],
    [false, 'the last page of a shorter list without a total', { page: 199, total: null, nextPage: null }],
    [false, 'a page before the last without a total', { page: 200, total: null, nextPage: 201 }],
  ])('is %s for %s', (cutOff, _what, answer) => {
    expect(isCutOff(period, answer)).toBe(cutOff);
    expect(isCutOff({ fromSeconds: 5, toSeconds: 5 }, answer)).toBe(false);
  });
});

describe('nextInList', () => {
  const later = { fromSeconds: 21, toSeconds: 30 };
  const position = { periods: [{ fromSeconds: 10, toSeconds: 20 }, later], page: 3 };

  it.each<[string, Parameters<typeof nextInList>[1], ListPosition]>([
    [
      'halves of a period that is cut off, without overlap',
      { cutOff: true, nextPage: 4 },
      {
        periods: [{ fromSeconds: 10, toSeconds: 15 }, { fromSeconds: 16, toSeconds: 20 }, later],
        page: 1,
      },
    ],
    ['the next page', { cutOff: false, nextPage: 4 }, { ...position, page: 4 }],
    ['the page that Aircall names, if it is further', { cutOff: false, nextPage: 7 }, { ...position, page: 7 }],
    ['the first page of the next period', { cutOff: false, nextPage: null }, { periods: [later], page: 1 }],
  ])('is %s', (_what, answer, next) => {
    expect(nextInList(position, answer)).toEqual(next);
  });

  it('ends after the last page of the last period', () => {
    expect(nextInList(startOfList(later), { cutOff: false, nextPage: null })).toBeNull();
  });
});

it.each([
  [0, '1970-01-01T00:00:00Z'],
  [1_769_850_000, '2026-01-31T09:00:00Z'],
  [1_769_850_000.9, '2026-01-31T09:00:00Z'],
])('showTime writes %d as %s', (seconds, time) => {
  expect(showTime(seconds)).toBe(time);
});
