import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePorts } from '../../simulators/programs/free-ports.ts';
import { callTaskQueue, countPollers } from '../../src/adapters/temporal/operations/workers.ts';
import { entriesOf } from '../e2e/entries-of.ts';
import { runCommand } from '../e2e/run-command.ts';
import { type ServiceProcess, spawnCallthread, startCallthread } from '../e2e/service-process.ts';
import { openTown, type Town } from '../e2e/town.ts';
import { bodyOf, toldAt } from '../workflows/body-of.ts';
import { buildNextVersion, type NextVersion } from './build-next-version.ts';
import { versionsOfRun } from './versions-of-run.ts';

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

async function promote(buildId: string): Promise<void> {
  // The server learns of a version by its worker's first poll.
  const promoted = async () => (await runCommand(['versions', 'promote', buildId], town.environment)).code === 0;
  await vi.waitUntil(promoted, { timeout: 180_000, interval: 500 });
}

const list = async () => (await runCommand(['versions', 'list'], town.environment)).stdout;

/** A voicemail that is reported now; its workflow is open for the delay. */
async function leaveVoicemail(id: number): Promise<void> {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const body = toldAt(bodyOf('b3-call.ended.inbound-missed-voicemail'), nowSeconds);
  const data = { ...body.data, id, ended_at: nowSeconds, raw_digits: `+44 20 7946 ${id}` };
  expect(await town.deliver(ingress.url, { ...body, data })).toBe(200);
  await town.stateOf(id, ({ state }) => state === 'media');
}

async function finished(id: number): Promise<void> {
  await town.client.workflow.getHandle(`call-${id}`).result();
  await town.front.settled();
  expect(entriesOf(town.front, id).map(([key]) => key)).toEqual([`aircall-${id}-call`, `aircall-${id}-voicemail`]);
}

describe('an upgrade with versions', () => {
  it('begins with workers that have none: their calls go on with the first version', async () => {
    unversioned = await startWorker();
    const none = await runCommand(['versions', 'list'], town.environment);
    expect(none).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Temporal knows no versions of callthread'),
    });
    await leaveVoicemail(5001);
    first = await startWorker('v1');
    await promote('v1');
    expect(await unversioned.stop('SIGTERM')).toBe(0);
    await leaveVoicemail(5002);
    await finished(5001);
    await finished(5002);
    expect(await versionsOfRun(town.client, 'call-5001')).toEqual(['none', 'v1']);
    expect(await versionsOfRun(town.client, 'call-5002')).toEqual(['v1']);
  });

  it('keeps a call on the version that it began on, and has new ones begin on the one that is promoted', async () => {
    await leaveVoicemail(5003);
    second = await startWorker('v2', next.main);
    expect(await list()).toMatch(/^v2 +not yet +0$/m);
    await promote('v2');
    await leaveVoicemail(5004);
    expect(await list()).toMatch(/^v2 +yes +1$/m);
    expect(await list()).toMatch(/^v1 +no +1$/m);
    // Front's limit is shared by all workers, of whatever version.
    expect(await countPollers(town.client, callTaskQueue)).toBe(2);
    await finished(5003);
    await finished(5004);
    expect(await versionsOfRun(town.client, 'call-5003')).toEqual(['v1']);
    expect(await versionsOfRun(town.client, 'call-5004')).toEqual(['v2']);
  });

  it('says when the old version is no longer needed; what waits for longer goes on with the new one', async () => {
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
    await leaveVoicemail(5005);
    await finished(5005);
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
