import { expect, test } from 'vitest';
import { lineScrubber } from '../../src/telemetry/scrub-line.ts';
import { keepLogLines } from './log-lines.ts';

test('writes one JSON line per record: time, level by name, bindings, message', () => {
  const { logger, last, text } = keepLogLines();
  logger.child({ callId: 8_000_001 }).info({ step: 'append' }, 'entry of %s written', 'call');
  expect(text()).toMatch(/^\{[^\n]+\}\n$/);
  expect(last()).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    level: 'info',
    callId: 8_000_001,
    step: 'append',
    msg: 'entry of call written',
  });
});

test('writes records from its level upwards', () => {
  const quiet = keepLogLines({ level: 'warn' });
  quiet.logger.info('no');
  quiet.logger.warn('yes');
  expect(quiet.text().match(/\n/g)).toHaveLength(1);
  expect(quiet.last()).toMatchObject({ level: 'warn', msg: 'yes' });
});

test('leaves ids and times unchanged', () => {
  const { logger, last } = keepLogLines();
  const record = {
    callId: 8_000_001,
    workflowId: 'call-2463150001',
    conversationId: 'cnv_1a2b3c',
    startedAtSeconds: 1_700_000_000,
    durations: [120, 3.5],
    from: '2026-11-23T00:00:00.000Z',
    traceId: '00f067aa0ba902b7',
    uuid: '550e8400-e29b-41d4-a716-446655440000',
    version: '1.24.0033186651010',
    nothing: null,
    off: false,
  };
  const msg = 'call 8000001 of 1700000000 ended after +12 s at 2026-11-23 12:00:00 GMT+0100, 10.0.0.1:3000';
  logger.info(record, msg);
  expect(last()).toMatchObject({ ...record, msg });
});

test('masks phone numbers in messages, bindings, keys, lists and nested objects', () => {
  const { logger, last, text } = keepLogLines();
  const record = {
    thread: { to: ['+33186651010', { '+33186651010': 'x' }] },
    url: '/contacts/alt:phone:%2B33186651010',
  };
  logger.child({ lock: 'caller-+33186651010' }).warn(record, 'call 8000001 from +33 1 86 65 10 10 and 0033186651010');
  expect(last()).toMatchObject({
    lock: 'caller-+33*******10',
    thread: { to: ['+33*******10', { '+33*******10': 'x' }] },
    url: '/contacts/alt:phone:%2B33*******10',
    msg: 'call 8000001 from +33*******10 and 0033*******10',
  });
  expect(text()).not.toMatch(/8665|1 86/);
});

test('masks national numbers, which only their keys identify', () => {
  const { logger, last } = keepLogLines();
  const caller = { kind: 'unreadable', digits: '01 86 65 10 10', id: 186_651_010 };
  logger.info({ caller, raw_digits: '+44 20 7946 0900', number: { e164_digits: 33_186_651_010, id: 123_456_789 } });
  logger.info({ caller: 'anonymous', handles: ['0186651010', 'ada@desk.example'] });
  expect(last()).toMatchObject({ caller: 'anonymous', handles: ['********10', 'ada@desk.example'] });
  logger.info({ caller, raw_digits: '+44 20 7946 0900', number: { e164_digits: 33_186_651_010, id: 123_456_789 } });
  expect(last()).toMatchObject({
    caller: { kind: 'unreadable', digits: '********10', id: 186_651_010 },
    raw_digits: '+44********00',
    number: { e164_digits: '*********10', id: 123_456_789 },
  });
});

test('masks the messages, stacks, causes and fields of errors', () => {
  const { logger, last, text } = keepLogLines({ secrets: ['hush-hush'] });
  const cause = new Error('no contact +33186651010');
  const error = Object.assign(new Error('Front refused hush-hush', { cause }), {
    request: { headers: { Authorization: 'Bearer abc' }, url: 'https://a.example/?token=abc' },
  });
  for (const key of ['err', 'error']) {
    logger.error({ [key]: error }, 'failed');
    expect(last()[key]).toMatchObject({
      type: 'Error',
      message: expect.stringContaining('Front refused [secret]') as string,
      stack: expect.stringContaining('no contact +33*******10') as string,
      request: { headers: { Authorization: '[redacted]' }, url: 'https://a.example/?token=[redacted]' },
    });
  }
  logger.error(error);
  logger.error(new AggregateError([cause, error], 'all of +33186651010'));
  expect(text()).not.toMatch(/33186651010|hush|abc/);
});

test('writes any value, even a circular one', () => {
  const { logger, text } = keepLogLines();
  const circle: Record<string, unknown> = { caller: '+33186651010' };
  circle['self'] = circle;
  const given = [circle, { big: 10n ** 30n }, { when: new Date(0) }, { map: new Map([[1, 2]]) }, [], null];
  for (const thing of given) logger.info(thing, 'given');
  const records = text().trimEnd().split('\n');
  expect(records.map((line) => JSON.parse(line) as unknown)).toHaveLength(given.length);
  expect(text()).not.toContain('33186651010');
});

test('masks a line that is not JSON as text', () => {
  expect(lineScrubber(['hush'])('{ hush +33186651010\n')).toBe('{ [secret] +33*******10\n');
});
