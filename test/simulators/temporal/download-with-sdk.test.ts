import { once } from 'node:events';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { downloadWithSdk } from '../../../simulators/temporal/download-with-sdk.ts';
import { findTemporalCli } from '../../../simulators/temporal/find-temporal-cli.ts';
import { onBareMachine, putProgram } from './bare-machine.ts';

const ignore = () => undefined;

test('a silent network fails in bounded time, and the failure is remembered', async () => {
  await onBareMachine({});
  const sockets: { destroy(): void }[] = [];
  const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
  vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
  const startedAtMs = Date.now();
  await expect(downloadWithSdk('test-server', ignore, 4_000)).rejects.toThrow(/^no answer after \d+ s$/);
  expect(Date.now() - startedAtMs).toBeLessThan(60_000);
  const asked = sockets.length;
  await expect(downloadWithSdk('test-server', ignore)).rejects.toThrow('failed less than a day ago');
  expect(sockets).toHaveLength(asked);
});

test('a failure of two days ago does not prevent another try', async () => {
  const { cache } = await onBareMachine({});
  const failure = join(cache, 'sdk-download', 'cli-failed.txt');
  await mkdir(join(cache, 'sdk-download'));
  await writeFile(failure, 'long ago');
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  await utimes(failure, twoDaysAgo, twoDaysAgo);
  await expect(downloadWithSdk('cli', ignore)).rejects.toThrow('temporal.download');
  expect(await readFile(failure, 'utf8')).toContain('temporal.download');
});

test('returns the program that the SDK finds and starts', async () => {
  const cli = await findTemporalCli({ report: ignore });
  const { version } = JSON.parse(await readFile('node_modules/@temporalio/testing/package.json', 'utf8')) as {
    version: string;
  };
  const { cache } = await onBareMachine({});
  const downloaded = join(cache, 'sdk-download', `temporal-sdk-typescript-${version}`);
  await mkdir(join(cache, 'sdk-download'));
  await putProgram(downloaded, `#!/bin/sh\nexec '${cli}' "$@"\n`);
  expect(await downloadWithSdk('cli', ignore)).toBe(downloaded);
});
