import { expect, test } from 'vitest';
import { keepLogLines } from './log-lines.ts';

test.each([
  'authorization',
  'Authorization',
  'token',
  'apiToken',
  'api_token',
  'AIRCALL_WEBHOOK_TOKEN',
  'auth_secret',
  'x-front-secret',
  'password',
  'api_key',
  'apiId',
  'set-cookie',
  'credentials',
  'X-Front-Signature',
])('redacts values under %s at any depth', (key) => {
  const { logger, text, last } = keepLogLines();
  logger.child({ [key]: 'hush' }).info({ a: [{ [key]: 'hush' }], [key]: { user: 'hush', list: ['hush', 7_777_777] } });
  expect(text()).not.toMatch(/hush|7777777/);
  expect(last()).toMatchObject({ a: [{ [key]: '[redacted]' }] });
});

test('keeps whether a secret is set', () => {
  const { logger, last } = keepLogLines();
  logger.info({ adminToken: null, webhookSecret: true, tokenCount: 2 });
  expect(last()).toMatchObject({ adminToken: null, webhookSecret: true, tokenCount: 2 });
});

test('hides its known secrets in any text', () => {
  const secrets = ['tok/en+1', 'tok/en+1-and-more', 'quo"te\\d', ''];
  const { logger, text } = keepLogLines({ secrets });
  logger
    .child({ note: 'tok/en+1' })
    .info({ list: ['a tok/en+1-and-more', 'quo"te\\d'] }, 'sent tok/en+1 %s', 'tok%2Fen%2B1');
  logger.info(new Error(JSON.stringify({ body: 'quo"te\\d' })));
  expect(text()).not.toMatch(/tok|and-more|quo|te\\/);
  expect(text().match(/\[secret\]/g)?.length).toBeGreaterThanOrEqual(6);
});

test('hides a short secret only as a whole word, and a long one anywhere', () => {
  const { logger, last } = keepLogLines({ secrets: ['demo', 'front-plugin-secret-0001'] });
  logger.info('callthread-demo-kW3uk8 demonstrates demo, demo=x, a%2Cdemo, xfront-plugin-secret-0001x');
  expect(last()).toMatchObject({
    msg: 'callthread-demo-kW3uk8 demonstrates [secret], [secret]=x, a%2C[secret], x[secret]x',
  });
});

test('ignores a secret too short to be one', () => {
  const { logger, last } = keepLogLines({ secrets: ['a', 'in'] });
  logger.info('again');
  expect(last()).toMatchObject({ level: 'info', msg: 'again' });
});

test.each([
  ['GET /plugin?auth_secret=hush&x=1', 'GET /plugin?auth_secret=[redacted]&x=1'],
  ['https://a.example/1.mp3?X-Amz-Signature=hush&a=2026', 'https://a.example/1.mp3?X-Amz-Signature=[redacted]&a=2026'],
  ['postgres://callthread:hush@db:5432/x', 'postgres://[redacted]@db:5432/x'],
  ['authorization: Bearer hush.hush-hush_hush', 'authorization: Bearer [redacted]'],
  ['Basic aHVzaDpodXNoaHVzaA== refused', 'Basic [redacted] refused'],
  ['body {"event":"call.ended","token":"hush"}', 'body {"event":"call.ended","token":"[redacted]"}'],
  ['body {\\"token\\": \\"hush\\"}', 'body {\\"token\\": \\"[redacted]\\"}'],
  ['Use Basic authentication with a token', 'Use Basic authentication with a token'],
  ['the token=missing case', 'the token=missing case'],
])('hides the secret in %j by its place', (given, written) => {
  const { logger, last, text } = keepLogLines();
  logger.info(given);
  expect(last()['msg']).toBe(written);
  expect(text()).not.toMatch(/hush|aHVz/);
});
