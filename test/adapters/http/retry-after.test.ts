import { describe, expect, it } from 'vitest';
import { readHttpDate, readResetMs, readRetryAfterMs } from '../../../src/adapters/http/retry-after.ts';

const nowMs = Date.UTC(2026, 10, 29, 14, 30, 0);
const nowSeconds = nowMs / 1000;
const answerOf = (status: number, headers: Record<string, string>) => ({
  status,
  header: (name: string) => headers[name] ?? null,
});

describe('readRetryAfterMs', () => {
  it.each<[number, Record<string, string>, number | null]>([
    [429, {}, null],
    [429, { 'retry-after': '7' }, 7000],
    [429, { 'retry-after': ' 7 ' }, 7000],
    [429, { 'retry-after': '0.25' }, 250],
    [429, { 'retry-after': '0' }, 0],
    [429, { 'retry-after': '7, 7' }, 7000],
    [429, { 'retry-after': '' }, null],
    [429, { 'retry-after': 'soon' }, null],
    [429, { 'retry-after': '-5' }, null],
    [429, { 'retry-after': 'Sun, 29 Nov 2026 14:30:12 GMT' }, 12_000],
    [429, { 'retry-after': 'Sunday, 29-Nov-26 14:30:12 GMT' }, 12_000],
    [429, { 'retry-after': 'Sun Nov 29 14:30:12 2026' }, 12_000],
    [429, { 'retry-after': 'sun, 29 nov 2026 14:30:12 gmt' }, 12_000],
    [429, { 'retry-after': '2026-11-29T14:30:12Z' }, 12_000],
    [429, { 'retry-after': 'Sun, 29 Nov 2026 14:29:00 GMT' }, 0],
    [429, { 'retry-after': '86400' }, 3_600_000],
    [429, { 'retry-after': '999999999999999999999' }, 3_600_000],
    [429, { 'retry-after': 'Tue, 01 Jan 2999 00:00:00 GMT' }, 3_600_000],
    [429, { 'retry-after': 'Sun, 29 Foo 2026 14:30:12 GMT' }, null],
    [429, { 'retry-after': 'Sun, 29 Nov 2026 25:30:12 GMT' }, null],
    [429, { 'x-reset': String(nowSeconds + 42) }, 42_000],
    [429, { 'x-reset': String(nowSeconds + 41.5) }, 41_500],
    [429, { 'x-reset': String(nowMs + 42_000) }, 42_000],
    [429, { 'x-reset': String(nowSeconds - 5) }, 0],
    [429, { 'x-reset': '42' }, 42_000],
    [429, { 'x-reset': 'soon' }, null],
    [429, { 'x-reset': 'soon', 'retry-after': '7' }, 7000],
    [429, { 'x-reset': String(nowSeconds + 42), 'retry-after': '7' }, 7000],
    [429, { 'x-reset': String(nowSeconds + 42), 'retry-after': 'soon' }, 42_000],
    [503, { 'retry-after': '3' }, 3000],
    [500, { 'retry-after': '3' }, 3000],
    [503, { 'x-reset': String(nowSeconds + 42) }, null],
    [400, { 'retry-after': '3' }, null],
    [200, { 'x-reset': String(nowSeconds + 42) }, null],
  ])('reads %i with %j as %s', (status, headers, wanted) => {
    expect(readRetryAfterMs(answerOf(status, headers), 'x-reset', nowMs)).toBe(wanted);
  });

  it('measures dates against the vendor’s own clock', () => {
    const date = 'Sun, 29 Nov 2026 13:00:00 GMT';
    const answer = answerOf(429, { date, 'retry-after': 'Sun, 29 Nov 2026 13:00:12 GMT' });
    expect(readRetryAfterMs(answer, 'x-reset', nowMs)).toBe(12_000);
    const reset = String(Date.UTC(2026, 10, 29, 13, 0, 42) / 1000);
    expect(readResetMs(answerOf(200, { date, 'x-reset': reset }), 'x-reset', nowMs)).toBe(42_000);
  });
});

describe('readHttpDate', () => {
  it.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', Date.UTC(1994, 10, 6, 8, 49, 37)],
    ['Sunday, 06-Nov-94 08:49:37 GMT', Date.UTC(1994, 10, 6, 8, 49, 37)],
    ['Sun Nov  6 08:49:37 1994', Date.UTC(1994, 10, 6, 8, 49, 37)],
    ['Sunday, 06-Nov-30 08:49:37 GMT', Date.UTC(2030, 10, 6, 8, 49, 37)],
    ['Sun, 06 Nov 1994 08:49:37 PST', null],
    ['tomorrow', null],
    ['', null],
  ])('reads %s as %s', (written, atMs) => {
    expect(readHttpDate(written, nowMs)).toBe(atMs);
  });
});
