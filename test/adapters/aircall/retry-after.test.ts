import { describe, expect, it } from 'vitest';
import { readRefusalDetail } from '../../../src/adapters/aircall/refusal-detail.ts';
import { readRetryAfterMs } from '../../../src/adapters/aircall/retry-after.ts';

const nowMs = Date.UTC(2026, 0, 1);
const nowSeconds = nowMs / 1000;

describe('readRetryAfterMs', () => {
  it.each<[number, Record<string, string>, number | null]>([
    [429, {}, null],
    [429, { 'x-aircallapi-reset': String(nowSeconds + 42) }, 42_000],
    [429, { 'x-aircallapi-reset': String(nowMs + 42_000) }, 42_000],
    [429, { 'x-aircallapi-reset': String(nowSeconds - 5) }, 0],
    [429, { 'x-aircallapi-reset': 'soon' }, null],
    [429, { 'x-aircallapi-reset': 'soon', 'retry-after': '7' }, 7000],
    [429, { 'x-aircallapi-reset': String(nowSeconds + 42), 'retry-after': '7' }, 42_000],
    [429, { 'retry-after': '0' }, 0],
    [429, { 'retry-after': new Date(nowMs + 9000).toUTCString() }, 9000],
    [429, { 'retry-after': new Date(nowMs - 9000).toUTCString() }, 0],
    [429, { 'retry-after': '' }, null],
    [503, { 'retry-after': '3' }, 3000],
    [500, { 'retry-after': '3' }, null],
    [200, { 'x-aircallapi-reset': String(nowSeconds + 42) }, null],
  ])('of %i with %j is %s', (status, headers, wanted) => {
    const answer = { status, header: (name: string) => headers[name] ?? null, body: undefined };
    expect(readRetryAfterMs(answer, nowMs)).toBe(wanted);
  });
});

describe('readRefusalDetail', () => {
  it.each<[unknown, string]>([
    [{ error: 'Bad Request', troubleshoot: 'page is invalid' }, 'Bad Request: page is invalid'],
    [{ message: 'Forbidden' }, 'Forbidden'],
    [{ error: { code: 7 } }, 'no reason given'],
    ['Bad gateway', 'Bad gateway'],
    ['<html><body>Bad gateway</body></html>', 'a page of HTML'],
    [undefined, 'no reason given'],
    [null, 'no reason given'],
    ['no call from 0186651010', 'no call from 0186•••10'],
    ['x '.repeat(300), 'x '.repeat(200)],
  ])('of %j is %j', (body, detail) => {
    expect(readRefusalDetail(body)).toBe(detail);
  });
});
