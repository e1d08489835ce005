import { readdir, readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { runCommand } from '../e2e/run-command.ts';
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

test('stops every process on Ctrl-C in the middle of the morning', async () => {
  // Nothing of the caller's own: this server does not exist.
  const demo = await startDemo(['demo', '--language', 'fr'], { TEMPORAL_ADDRESS: '127.0.0.1:1' });
  const [, logFile = ''] = await demo.said(/Journal du service +(\S+)/);
  await demo.said(/✓ .* done /);
  const [, environmentFile = ''] = /Variables, pour les commandes +(\S+)/.exec(demo.output()) ?? [];
  const status = await runCommand(
    ['status'],
    parseEnv(await readFile(environmentFile, 'utf8')) as Record<string, string>,
  );
  expect(status.stdout).toMatch(/^workers +1$/m);
  const pages = [...demo.output().matchAll(/http:\S+/g)].map(([address]) => address);
  const [, port] = /"port":(\d+)/.exec(await readFile(logFile, 'utf8')) ?? [];
  // The inbox, the administrator's login, the cards in Aircall's simulator, Temporal's pages, the service.
  const addresses = [...pages, `http://127.0.0.1:${port}/healthz`];
  expect(await Promise.all(addresses.map(answers))).toEqual([200, 401, 200, 200, 200]);

  process.kill(-(demo.child.pid ?? Number.NaN), 'SIGINT');
  expect(await demo.ended, demo.output()).toBe(0);
  expect(await Promise.all(addresses.map(answers))).toEqual(addresses.map(() => 'nothing'));
  expect(await readdir(demo.folder)).toEqual([]);
});

async function answers(address: string): Promise<number | 'nothing'> {
  try {
    const answer = await fetch(address);
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return 'nothing';
  }
}
