import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listSecrets, secretVariables } from '../../src/config/environment.ts';
import { problemLines } from './problem-lines.ts';
import { requiredVariables } from './required-variables.ts';

test('lists each secret as used, and each of its parts', () => {
  const secrets = listSecrets({
    ...requiredVariables,
    FRONT_API_TOKEN: ' "front-tok" ',
    AIRCALL_WEBHOOK_TOKEN: 'one, two',
    DATABASE_URL: 'postgres://u:p%40ss@db/x',
    TEMPORAL_API_KEY: 'temporal-key',
    CALLTHREAD_ADMIN_TOKEN: '',
    PORT: '3000',
  });
  expect(secrets).toEqual(expect.arrayContaining(['front-tok', 'one', 'two', 'p%40ss', 'p@ss', 'temporal-key']));
  expect(secrets).not.toContain('');
  expect(secrets).not.toContain('3000');
});

test('does not list an id as a secret', () => {
  expect(listSecrets({ ...requiredVariables, AIRCALL_API_ID: 'demo' })).not.toContain('demo');
});

test.each([
  ['postgres://callthread:callthread@db/callthread', ['callthread']],
  ['postgres://u:Callthread@db/x', ['Callthread']],
  ['postgres://ada:ada@db/x', ['ada']],
  ['postgres://a%40b:a%40b@db/x', ['a%40b', 'a@b']],
  ['postgres://u:calls@db/calls?sslmode=require', ['calls']],
])('of %s lists only the whole: its password is an ordinary word', (url, words) => {
  const secrets = listSecrets({ DATABASE_URL: url });
  expect(secrets).toContain(url);
  for (const word of words) expect(secrets).not.toContain(word);
});

test('accepts an address whose password is not encoded properly', () => {
  expect(listSecrets({ DATABASE_URL: 'postgres://u:100%@db/x' })).toContain('100%');
});

test('never shows a secret in a problem, wherever it was set', () => {
  const letters = 'abcXYZ019-_.~+/=$%&!\'"\\<>{}'.split('');
  const token = fc.string({ unit: fc.constantFrom(...letters), minLength: 8, maxLength: 200 });
  const yaml = fc.constantFrom(
    (secret: string) => `language: ${JSON.stringify(secret)}`,
    (secret: string) => `${JSON.stringify(secret)}: en`,
    (secret: string) => `lines: { ${JSON.stringify(secret)}: 3 }`,
    (secret: string) => `front: { inbox: ${secret}: x }`,
    (secret: string) => `token=${secret}`,
  );
  fc.assert(
    fc.property(token, fc.constantFrom(...secretVariables), yaml, (secret, name, write) => {
      const expected = problemLines({ [name]: secret, PORT: secret, PUBLIC_URL: secret }, write(secret)).join('\n');
      expect(expected).toContain('PORT');
      expect(expected).not.toContain(secret);
      expect(expected).not.toContain(JSON.stringify(secret).slice(1, -1));
    }),
    { numRuns: 300 },
  );
});
