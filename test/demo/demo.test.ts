import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseEnv } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { runCommand } from '../e2e/run-command.ts';
import { startDemo } from './start-demo.ts';

const built = (file: string) => new URL(`../../dist/${file}`, import.meta.url).href;

/** A call with a comment and one back, a voicemail, and two calls at once. */
const someStories = `
const { runDemo } = await import('${built('demo/run-demo.js')}');
const { morning } = await import('${built('demo/morning/morning.js')}');
const stories = (say) => [3, 5, 10].map((place) => morning(say)[place]);
process.exitCode = await runDemo({ language: 'en', once: true, pagePort: null, uiPort: null, stories });
process.exit();
`;

test('logs the calls of three stories in Front correctly', async () => {
  const demo = await startDemo([], {}, ['--input-type=module', '--eval', someStories]);
  const code = await demo.ended;
  expect(demo.output()).toContain('All 5 calls are logged in Front correctly.');
  expect(code, demo.output()).toBe(0);
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

test('names the flag of a port in use, and starts nothing', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const demo = await startDemo(['demo', '--ui-port', String(port)]);
  expect(await demo.ended).toBe(1);
  expect(demo.output()).toContain(`Port ${port} cannot be used (EADDRINUSE). Choose another with --ui-port`);
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
