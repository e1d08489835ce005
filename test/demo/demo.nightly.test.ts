import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { startDemo } from './start-demo.ts';

test.each([
  ['en', 'All 21 calls are logged in Front correctly.'],
  ['fr', 'Les 21 appels sont arrivés dans Front comme il faut.'],
])('logs every call of the morning in Front correctly: %s', async (language, verdict) => {
  const demo = await startDemo(['demo', '--once', '--language', language]);
  const code = await demo.ended;
  expect(demo.output()).toContain(verdict);
  expect(demo.output()).toMatch(/^[1-9]\d* (?:of the calls showed agents a card|des appels ont montré une fiche)/m);
  expect(code).toBe(0);
  expect(await readdir(demo.folder)).toEqual([]);
});
