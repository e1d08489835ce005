import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type ServiceProcess, spawnCallthread } from '../e2e/service-process.ts';
import { openTown, type Town } from '../e2e/town.ts';
import type { NextVersion } from './build-next-version.ts';
import { buildPreviousVersion } from './build-previous-version.ts';
import { leaveVoicemail, loggedOnce, promote } from './voicemails.ts';

/** The commit that is upgraded from: a release, or what was on main before. */
const revision = process.env['UPGRADE_FROM'] ?? 'HEAD~1';
const underWay = 200;
/** It takes five minutes on an idle machine. */
const timeoutMs = 1_800_000;
const perBatch = 40;

const yaml = `
front: { requestsPerMinute: 100000 }
voicemail: { delay: 90s, settle: 1s }
`;

type Process = Omit<ServiceProcess, 'url'>;

let previous: NextVersion;
beforeAll(async () => {
  previous = await buildPreviousVersion(revision);
});
afterAll(async () => await previous?.remove());

let town: Town;
let running: Process[];
let nextId: number;
beforeEach(async () => {
  town = await openTown(yaml);
  running = [];
  nextId = 7001;
});
afterEach(async () => {
  await Promise.all(running.map((each) => each.stop('SIGKILL')));
  await town.close();
});

/** @param main of another build than this one */
async function start(command: 'api' | 'worker', buildId?: string, main?: string): Promise<Process & { url: string }> {
  const version = buildId === undefined ? {} : { CALLTHREAD_BUILD_ID: buildId };
  const started = spawnCallthread(command, { ...town.environment, ...version, PORT: '0', WORKER_PORT: '0' }, main);
  running.push(started);
  const ready = command === 'api' ? /"port":(\d+)/ : /worker is polling/;
  const [, port = ''] = await vi.waitUntil(() => ready.exec(started.output()), { timeout: 240_000, interval: 100 });
  return { ...started, url: `http://127.0.0.1:${port}` };
}

/** Voicemails of callers who call twice; each call waits 90 s for its audio. @returns the calls' ids */
async function leaveVoicemails(count: number, serviceUrl: string): Promise<number[]> {
  const ids = Array.from({ length: count }, () => nextId++);
  for (const id of ids) await leaveVoicemail(town, serviceUrl, id, Math.floor(id / 2));
  return ids;
}

async function allLoggedOnce(ids: number[]): Promise<void> {
  await loggedOnce(town, ids);
  for (const each of running) expect(each.output()).not.toContain('TMPRL1100');
}

it('without versions, running calls continue on the new version, and on the old one again', {
  timeout: timeoutMs,
}, async () => {
  const oldApi = await start('api', undefined, previous.main);
  const oldWorker = await start('worker', undefined, previous.main);
  const ids = await leaveVoicemails(underWay, oldApi.url);

  const newApi = await start('api');
  expect(await oldApi.stop('SIGTERM')).toBe(0);
  const newWorker = await start('worker');
  expect(await oldWorker.stop('SIGTERM')).toBe(0);
  ids.push(...(await leaveVoicemails(perBatch, newApi.url)));
  await allLoggedOnce(ids);

  ids.push(...(await leaveVoicemails(perBatch, newApi.url)));
  const oldApiAgain = await start('api', undefined, previous.main);
  expect(await newApi.stop('SIGTERM')).toBe(0);
  await start('worker', undefined, previous.main);
  expect(await newWorker.stop('SIGTERM')).toBe(0);
  ids.push(...(await leaveVoicemails(perBatch, oldApiAgain.url)));
  await allLoggedOnce(ids);
});

it('with versions, calls finish on the version they began on, in both directions', {
  timeout: timeoutMs,
}, async () => {
  const api = await start('api', 'old', previous.main);
  const oldWorker = await start('worker', 'old', previous.main);
  await promote(town, 'old');
  const ids = await leaveVoicemails(underWay, api.url);

  const newWorker = await start('worker', 'new');
  await promote(town, 'new');
  ids.push(...(await leaveVoicemails(perBatch, api.url)));
  await promote(town, 'old');
  ids.push(...(await leaveVoicemails(perBatch, api.url)));
  await allLoggedOnce(ids);
  expect(await Promise.all([oldWorker, newWorker].map((each) => each.stop('SIGTERM')))).toEqual([0, 0]);
});
