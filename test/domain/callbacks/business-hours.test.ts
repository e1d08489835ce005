import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addOpenTime, type OpenTime, type WeekHours } from '../../../src/domain/callbacks/business-hours.ts';

const paris = 'Europe/Paris';
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const week = (workday: OpenTime[], saturday: OpenTime[] = [], sunday: OpenTime[] = []): WeekHours => [
  workday,
  workday,
  workday,
  workday,
  workday,
  saturday,
  sunday,
];
const office = week(
  [
    [9 * 60, 12 * 60 + 30],
    [14 * 60, 18 * 60],
  ],
  [[10 * 60, 12 * 60]],
);
const nineToSix = week([[540, 1080]]);
const allDay: WeekHours = Array.from({ length: 7 }, () => [[0, 1440]]);
const nights: WeekHours = Array.from({ length: 7 }, () => [[60, 240]]);
const due = (start: string, openMs: number, hours: WeekHours | null, zone = paris): string =>
  new Date(addOpenTime(Date.parse(start), openMs, hours, zone)).toISOString();

describe('open time', () => {
  it.each<[what: string, start: string, openMs: number, hours: WeekHours | null, due: string]>([
    ['stays within one opening period', '2026-03-04T10:00:00+01:00', 30 * minuteMs, office, '2026-03-04T09:30:00.000Z'],
    ['pauses over lunch', '2026-03-04T12:20:00+01:00', 30 * minuteMs, office, '2026-03-04T13:20:00.000Z'],
    [
      'continues from Friday evening to Monday morning',
      '2026-03-06T17:50:00+01:00',
      30 * minuteMs,
      nineToSix,
      '2026-03-09T08:20:00.000Z',
    ],
    [
      'continues from Friday evening to Saturday',
      '2026-03-06T17:50:00+01:00',
      30 * minuteMs,
      office,
      '2026-03-07T09:20:00.000Z',
    ],
    [
      'starts at opening time when added outside business hours',
      '2026-03-08T03:00:00+01:00',
      30 * minuteMs,
      office,
      '2026-03-09T08:30:00.000Z',
    ],
    ['of zero is over at once, at any hour', '2026-03-08T03:00:00+01:00', 0, office, '2026-03-08T02:00:00.000Z'],
    [
      'runs round the clock without business hours',
      '2026-03-08T03:00:00+01:00',
      2 * hourMs,
      null,
      '2026-03-08T04:00:00.000Z',
    ],
    ['counts to the second', '2026-03-06T17:59:30+01:00', minuteMs, nineToSix, '2026-03-09T08:00:30.000Z'],
    ['can end at closing time itself', '2026-03-06T17:00:00+01:00', hourMs, nineToSix, '2026-03-06T17:00:00.000Z'],
    // 29 March 2026: 02:00 becomes 03:00.
    ['handles a day of 23 hours', '2026-03-28T23:00:00+01:00', 2 * hourMs, allDay, '2026-03-29T00:00:00.000Z'],
    ['does not count the skipped hour', '2026-03-29T01:30:00+01:00', hourMs, nights, '2026-03-29T01:30:00.000Z'],
    [
      'spans the weekend of the change to summer time',
      '2026-03-27T17:50:00+01:00',
      30 * minuteMs,
      nineToSix,
      '2026-03-30T07:20:00.000Z',
    ],
    // 25 October 2026: 03:00 becomes 02:00.
    ['counts the repeated hour twice', '2026-10-25T01:30:00+02:00', 2 * hourMs, nights, '2026-10-25T01:30:00.000Z'],
    [
      'spans the weekend of the change to winter time',
      '2026-10-23T17:50:00+02:00',
      30 * minuteMs,
      nineToSix,
      '2026-10-26T08:20:00.000Z',
    ],
    ['spans weeks', '2026-03-04T10:00:00+01:00', 90 * hourMs, nineToSix, '2026-03-18T09:00:00.000Z'],
  ])('%s', (_, start, openMs, hours, expected) => {
    expect(due(start, openMs, hours)).toBe(expected);
  });

  it('treats days without open times as closed, named or not', () => {
    const mondays: WeekHours = [[[540, 1080]]];
    expect(due('2026-03-04T10:00:00+01:00', hourMs, mondays)).toBe('2026-03-09T09:00:00.000Z');
    expect(due('2026-03-09T17:30:00+01:00', hourMs, [...mondays, [], []])).toBe('2026-03-16T08:30:00.000Z');
  });

  it.each([
    ['passes at once', -hourMs, nineToSix],
    ['passes at once round the clock', -hourMs, null],
  ])('of less than nothing %s', (_how, openMs, hours) => {
    expect(due('2026-03-08T03:00:00+01:00', openMs, hours)).toBe('2026-03-08T02:00:00.000Z');
  });

  it.each([
    ['2026-03-04T09:00:00.250+01:00', '2026-03-04T09:00:00.250Z'],
    ['1969-12-29T09:00:00+01:00', '1969-12-29T09:00:00.000Z'],
  ])('counts an hour from %s to the millisecond', (start, expected) => {
    expect(due(start, hourMs, nineToSix)).toBe(expected);
  });

  it('follows the time zone', () => {
    expect(due('2026-03-06T17:50:00-05:00', 30 * minuteMs, nineToSix, 'America/New_York')).toBe(
      '2026-03-09T13:20:00.000Z',
    );
    expect(due('2026-03-06T17:50:00+05:45', 30 * minuteMs, nineToSix, 'Asia/Kathmandu')).toBe(
      '2026-03-09T03:35:00.000Z',
    );
  });

  it('matches a minute-by-minute wall clock in every time zone', () => {
    const zone = fc.constantFrom('Europe/Paris', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
    const openTimes = fc
      .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
      .map((quarters) => quarters.toSorted((one, other) => one - other).map((quarter) => quarter * 15))
      .map((edges) =>
        edges.flatMap((from, at): OpenTime[] => (at % 2 === 0 && edges[at + 1] ? [[from, edges[at + 1] ?? 0]] : [])),
      );
    const hours = fc
      .array(openTimes, { minLength: 7, maxLength: 7 })
      .filter((days) => days.some((times) => times.length > 0));
    // Around the changes of the clocks of 2026, north and south.
    const start = fc
      .tuple(
        fc.constantFrom(
          '2026-03-28T20:00Z',
          '2026-10-24T20:00Z',
          '2026-03-08T00:00Z',
          '2026-04-04T10:00Z',
          '2026-07-01T00:00Z',
        ),
        fc.integer({ min: 0, max: 600 }),
      )
      .map(([day, minutes]) => Date.parse(day) + minutes * minuteMs);
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 180 }), hours, zone, (startMs, minutes, open, timezone) => {
        expect(addOpenTime(startMs, minutes * minuteMs, open, timezone)).toBe(walk(startMs, minutes, open, timezone));
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

/** The same, one minute after the other, by what a clock on the wall shows. */
function walk(startMs: number, minutes: number, hours: WeekHours, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  let passed = 0;
  for (let at = startMs; ; at += minuteMs) {
    if (passed === minutes) return at;
    const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, value]));
    const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
    const times = hours[days.indexOf(parts.get('weekday') ?? '')] ?? [];
    if (times.some(([from, to]) => from <= minute && minute < to)) passed += 1;
  }
}
