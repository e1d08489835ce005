import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startDemo } from './start-demo.ts';

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
