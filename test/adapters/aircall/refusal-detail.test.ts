import { describe, expect, it } from 'vitest';
import { readRefusalDetail } from '../../../src/adapters/aircall/request.ts';

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
  ])('reads %j as %j', (body, detail) => {
    expect(readRefusalDetail(body)).toBe(detail);
  });
});
