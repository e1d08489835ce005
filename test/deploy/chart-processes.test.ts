import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type RealPostgres, startRealPostgres } from '../../simulators/postgres/real-postgres.ts';
import { freePorts } from '../../simulators/programs/free-ports.ts';
import { type ServiceProcess, spawnCallthread } from '../e2e/service-process.ts';
import { openTown, type Town } from '../e2e/town.ts';
import { bodyOf } from '../workflows/body-of.ts';
import { type Container, type Manifest, manifestOf, renderChart } from './render-chart.ts';

/** What a user puts into the Secret; all else comes from the chart. */
const secretNames = ['FRONT_API_TOKEN', 'AIRCALL_API_ID', 'AIRCALL_API_TOKEN', 'AIRCALL_WEBHOOK_TOKEN'];
const config = { front: { requestsPerMinute: 1000 }, voicemail: { delay: '2s', settle: '1s' } };

let town: Town;
let postgres: RealPostgres;
let folder: string;
let manifests: Manifest[];
const processes: Array<Omit<ServiceProcess, 'url'>> = [];

beforeAll(async () => {
  town = await openTown('');
  postgres = await startRealPostgres();
  folder = await mkdtemp(join(tmpdir(), 'callthread-pods-'));
  manifests = await renderChart({
    existingSecret: 'callthread',
    publicUrl: 'https://calls.example.com',
    temporal: { address: town.temporal.address, namespace: town.temporal.namespace },
    config,
    env: { FRONT_API_URL: town.front.url, AIRCALL_API_URL: town.aircall.url },
  });
  const { data = {} } = manifestOf(manifests, 'ConfigMap', 'callthread');
  await Promise.all(Object.entries(data).map(async ([name, text]) => await writeFile(join(folder, name), text)));
});
afterAll(async () => {
  await Promise.all(processes.map(async ({ stop }) => await stop('SIGKILL')));
  await town?.close();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('logs a call with exactly the environment that the chart renders', async () => {
  const [apiPort = 0, workerPort = 0] = await freePorts(2);
  const secret = {
    ...Object.fromEntries(secretNames.map((name) => [name, town.environment[name] ?? ''])),
    DATABASE_URL: await postgres.newDatabase(),
  };
  await startPod('api', apiPort, secret);
  await startPod('worker', workerPort, secret);
  const url = `http://127.0.0.1:${apiPort}`;
  expect(await town.deliver(url, bodyOf('a6-call.ended.inbound-answered'))).toBe(200);
  await town.stateOf(8000001, ({ state }) => state === 'done');
  await town.front.settled();
  const entries = town.front.state.conversations.flatMap(({ messages }) => messages);
  expect(entries.map(({ externalId }) => externalId)).toContain('aircall-8000001-call');
  expect(await Promise.all(processes.map(async ({ stop }) => await stop('SIGTERM')))).toEqual([0, 0]);
});

/** Starts a pod's container as a process. Its port and the folder of its ConfigMap are those of this machine. */
async function startPod(command: string, port: number, secret: Record<string, string>): Promise<void> {
  const container = containerOf(command);
  expect(container.envFrom).toEqual([{ secretRef: { name: 'callthread' } }]);
  const mount = container.volumeMounts.find(({ name }) => name === 'config')?.mountPath ?? '';
  const given = container.env.map(({ name, value }) => {
    if (/^(?:WORKER_)?PORT$/.test(name)) return [name, String(port)];
    return [name, value.startsWith(`${mount}/`) ? join(folder, value.slice(mount.length)) : value];
  });
  const pod = spawnCallthread(container.args.join(' '), { ...secret, ...Object.fromEntries(given) });
  processes.push(pod);
  const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
  for (const probe of probes) {
    if (probe !== undefined) await vi.waitUntil(() => answers(port, probe.httpGet.path), { timeout: 120_000 });
  }
}

function containerOf(command: string): Container {
  const [container] =
    manifestOf(manifests, 'Deployment', `callthread-${command}`).spec?.template?.spec.containers ?? [];
  if (container === undefined) throw new Error(`${command} has no container`);
  return container;
}

function answers(port: number, path: string): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}${path}`).then(
    ({ ok }) => ok,
    () => false,
  );
}
