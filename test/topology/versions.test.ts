import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePorts } from '../../simulators/programs/free-ports.ts';
import { callTaskQueue, countPollers } from '../../src/adapters/temporal/operations/workers.ts';
import { runCommand } from '../e2e/run-command.ts';
import { type ServiceProcess, spawnCallthread, startCallthread } from '../e2e/service-process.ts';
import { openTown, type Town } from '../e2e/town.ts';
import { buildNextVersion, type NextVersion } from './build-next-version.ts';
import { versionsOfRun } from './versions-of-run.ts';
import { leaveVoicemail, loggedOnce, promote } from './voicemails.ts';

type Worker = Omit<ServiceProcess, 'url'>;

const secret = 'front-signing-key-0001';
const yaml = `
front: { requestsPerMinute: 100000 }
voicemail: { delay: 90s, settle: 1s }
rules: [{ on: voicemail, moveTo: Voicemail, moveBackOnArchive: true }]
`;
let town: Town;
let next: NextVersion;
let environment: Record<string, string>;
let ingress: ServiceProcess;
let unversioned: Worker;
let first: Worker;
let second: Worker;
beforeAll(async () => {
  next = await buildNextVersion();
  const [port = 0] = await freePorts(1);
  town = await openTown(yaml, { webhook: { url: `http://127.0.0.1:${port}/webhooks/front`, secret } });
  environment = { ...town.environment, FRONT_WEBHOOK_SECRET: secret };
  ingress = await startCallthread('api', { ...environment, PORT: String(port) });
});
afterAll(async () => {
  await Promise.all([ingress, unversioned, first, second].map((each) => each?.stop('SIGKILL')));
  await town?.close();
  await next?.remove();
});

async function startWorker(buildId?: string, main?: string): Promise<Worker> {
  const worker = spawnCallthread(
    'worker',
    buildId === undefined ? environment : { ...environment, CALLTHREAD_BUILD_ID: buildId },
    main,
  );
  await vi.waitUntil(() => worker.output().includes('worker is polling'), { timeout: 120_000, interval: 100 });
  return worker;
}

const list = async () => (await runCommand(['versions', 'list'], town.environment)).stdout;

async function leaveAndLog(id: number): Promise<void> {
  await leaveVoicemail(town, ingress.url, id);
  await town.stateOf(id, ({ state }) => state === 'media');
}

describe('an upgrade with versions', () => {
  it('begins with unversioned workers, whose calls continue on the first version', async () => {
    unversioned = await startWorker();
    const none = await runCommand(['versions', 'list'], town.environment);
    expect(none).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Temporal knows no versions of callthread'),
    });
    await leaveAndLog(5001);
    first = await startWorker('v1');
    await promote(town, 'v1');
    expect(await unversioned.stop('SIGTERM')).toBe(0);
    await leaveAndLog(5002);
    await loggedOnce(town, [5001]);
    await loggedOnce(town, [5002]);
    expect(await versionsOfRun(town.client, 'call-5001')).toEqual(['none', 'v1']);
    expect(await versionsOfRun(town.client, 'call-5002')).toEqual(['v1']);
  });

  it('keeps a call on the version it began on, and starts new calls on the promoted one', async () => {
    await leaveAndLog(5003);
    second = await startWorker('v2', next.main);
    expect(await list()).toMatch(/^v2 +not yet +0$/m);
    await promote(town, 'v2');
    await leaveAndLog(5004);
    expect(await list()).toMatch(/^v2 +yes +1$/m);
    expect(await list()).toMatch(/^v1 +no +1$/m);
    // Front's limit is shared by all workers, of whatever version.
    expect(await countPollers(town.client, callTaskQueue)).toBe(2);
    await loggedOnce(town, [5003]);
    await loggedOnce(town, [5004]);
    expect(await versionsOfRun(town.client, 'call-5003')).toEqual(['v1']);
    expect(await versionsOfRun(town.client, 'call-5004')).toEqual(['v2']);
  });

  it('shows when the old version is no longer needed, and moves longer waits to the new one', async () => {
    const noLonger = async () => /^v1 +no +0 +its workers can be stopped$/m.test(await list());
    await vi.waitUntil(noLonger, { timeout: 180_000, interval: 500 });
    expect(await first.stop('SIGTERM')).toBe(0);
    const conversation = town.front.state.conversations.find(({ messages }) =>
      messages.some(({ externalId }) => externalId === 'aircall-5003-call'),
    );
    if (conversation === undefined) throw new Error('the call of the old version has no conversation');
    const inbox = () => town.front.state.inboxes.find(({ id }) => id === conversation.inboxIds[0])?.name;
    expect(inbox()).toBe('Voicemail');
    town.front.state.archiveConversation(conversation.id);
    await vi.waitUntil(() => inbox() === 'Aircall Phone', { timeout: 120_000, interval: 100 });
    expect(await versionsOfRun(town.client, `archive-${conversation.id}`)).toEqual(['v1', 'v2']);
    await leaveAndLog(5005);
    await loggedOnce(town, [5005]);
    expect(second.output()).not.toContain('TMPRL1100');
  });

  it('refuses a version that no worker has', async () => {
    const { code, stderr } = await runCommand(['versions', 'promote', 'v9'], town.environment);
    expect(stderr).toContain(
      'Temporal knows no version v9 of callthread. Start a worker with CALLTHREAD_BUILD_ID=v9 first.',
    );
    expect(code).toBe(1);
  });
});
