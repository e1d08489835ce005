import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
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
