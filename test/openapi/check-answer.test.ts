import { describe, expect, it } from 'vitest';
import { checkAnswer, type SentAnswer } from './check-answer.ts';

const problem = { type: 'about:blank', title: 'Bad Request', status: 400, detail: 'Wrong.', field: 'to' };
const json = { 'content-type': 'application/json; charset=utf-8' };
const problemJson = { 'content-type': 'application/problem+json; charset=utf-8' };

function answer(changed: Partial<SentAnswer>, body: unknown = { status: 'alive' }): SentAnswer {
  return { method: 'GET', url: '/healthz', status: 200, headers: json, body: JSON.stringify(body), ...changed };
}

describe('a documented answer', () => {
  it.each<[string, SentAnswer]>([
    ['a valid body', answer({})],
    ['a HEAD without a body', answer({ method: 'HEAD', body: '' })],
    ['one to a query', answer({ url: '/healthz?x=/api/me' })],
    [
      'a refused method',
      answer({ method: 'PUT', status: 405, headers: { ...problemJson, allow: 'GET' } }, { ...problem, status: 405 }),
    ],
    ['a refused request', answer({ url: '/api/calls?to=x', status: 400, headers: problemJson }, problem)],
    ['an unknown address', answer({ url: '/nothing', status: 404, headers: problemJson }, { ...problem, status: 404 })],
    [
      'one of the most specific path',
      answer({ url: '/api/parked/retry', method: 'POST' }, { answered: 1, passedOver: 0, more: false }),
    ],
  ])('can be %s', (_what, sent) => {
    expect(checkAnswer(sent)).toEqual([]);
  });
});

describe('an undocumented answer', () => {
  it.each<[string, RegExp, SentAnswer]>([
    ['status', /: 500: is not documented/, answer({ status: 500, headers: problemJson }, { ...problem, status: 500 })],
    ['method', /: 200: is not documented/, answer({ method: 'POST' })],
    ['type', /is of the type "text\/html"/, answer({ headers: { 'content-type': 'text/html' } })],
    ['property', /must NOT have additional properties .*secret/, answer({}, { status: 'alive', secret: 1 })],
    ['value', /body\/status must be equal to constant/, answer({}, { status: 'dead' })],
    [
      'header',
      /has no header allow/,
      answer({ method: 'PUT', status: 405, headers: problemJson }, { ...problem, status: 405 }),
    ],
    [
      'status in the problem',
      /says another status/,
      answer({ url: '/api/calls', status: 400, headers: problemJson }, { ...problem, status: 401 }),
    ],
    [
      'problem',
      /must have required property 'detail'/,
      answer({ url: '/api/calls', status: 400, headers: problemJson }, { ...problem, detail: undefined }),
    ],
    [
      'form of an error',
      /is no problem JSON/,
      answer({ url: '/nothing', status: 404, headers: { 'content-type': 'text/html' } }),
    ],
  ])('is detected by its %s', (_what, fault, sent) => {
    expect(checkAnswer(sent).join('\n')).toMatch(fault);
  });
});
