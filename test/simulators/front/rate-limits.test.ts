import { expect, test, vi } from 'vitest';
import { stopClock } from '../../kit/stop-clock.ts';
import { callFront } from './call-front.ts';
import { startFront } from './start-front.ts';

test('every answer reports the limit, whatever its status', async () => {
  const front = await startFront({ requestsPerMinute: 5 });
  const askedAtSeconds = Date.now() / 1000;
  const answers = [await callFront(front, 'GET', '/me')];
  const answeredAtSeconds = Date.now() / 1000;
  answers.push(await callFront(front, 'GET', '/nowhere'));
  answers.push(await callFront(front, 'GET', '/me', undefined, { authorization: 'none' }));
  const headers = answers.map(({ status, headers: sent }) => [status, sent.get('x-ratelimit-remaining')]);
  expect(headers).toEqual([
    [200, '4'],
    [404, '3'],
    [401, '2'],
  ]);
  const reset = Number(answers[0]?.headers.get('x-ratelimit-reset'));
  expect(answers[0]?.headers.get('x-ratelimit-limit')).toBe('5');
  expect(reset).toBeGreaterThan(askedAtSeconds + 60 - 3);
  expect(reset).toBeLessThan(answeredAtSeconds + 60 + 3);
});

test('one request too many gets 429 that says when to retry', async () => {
  stopClock('Date');
  const front = await startFront({ requestsPerMinute: 2 });
  await callFront(front, 'GET', '/me');
  await callFront(front, 'GET', '/me');
  const refused = await callFront(front, 'POST', '/tags', { name: 'refused' });
  expect(refused).toMatchObject({ status: 429, body: { _error: { status: 429, title: 'Too Many Requests' } } });
  expect(refused.headers.get('retry-after')).toBe('60');
  expect(refused.headers.get('x-front-tier')).toBeNull();
  expect(front.state.tags.some(({ name }) => name === 'refused')).toBe(false);
  vi.advanceTimersByTime(60_000);
  expect((await callFront(front, 'GET', '/me')).status).toBe(200);
});

test('without a limit nothing is refused, and the headers are still sent', async () => {
  const front = await startFront();
  const answer = await callFront(front, 'GET', '/me');
  expect(Number(answer.headers.get('x-ratelimit-remaining'))).toBeGreaterThan(0);
  expect(answer.headers.get('x-ratelimit-limit')).not.toBeNull();
});

test('the limit per resource refuses with x-front-tier while the company has requests left', async () => {
  stopClock('Date');
  const front = await startFront({ requestsPerMinute: 100, perResourcePerSecond: 2 });
  const statuses = [];
  for (let count = 0; count < 3; count += 1) statuses.push(await callFront(front, 'GET', '/conversations/cnv_1'));
  const refused = statuses[2];
  expect(statuses.map(({ status }) => status)).toEqual([404, 404, 429]);
  expect(refused?.headers.get('x-front-tier')).toBe('2');
  expect(refused?.headers.get('retry-after')).toBe('1');
  expect(Number(refused?.headers.get('x-ratelimit-remaining'))).toBeGreaterThan(90);
  expect((await callFront(front, 'GET', '/conversations/cnv_2')).status).toBe(404);
});
