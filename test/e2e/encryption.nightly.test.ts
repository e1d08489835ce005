import { randomBytes } from 'node:crypto';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcileScheduleId } from '../../src/adapters/temporal/operations/schedule.ts';
import {
  callers,
  parkOne,
  patienceMs,
  playPrivateCalls,
  privateTexts,
  readableIn,
  seenInFront,
} from './private-calls.ts';
import { runCommand } from './run-command.ts';
import { type ServiceProcess, startCallthread } from './service-process.ts';
import { openTown, type Town } from './town.ts';

const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
// As long as an id may be: it adds to what Temporal lets be so long and no longer.
const oldId = 'the-longest-id-that-a-key-has-01';
const oldKey = newKey(oldId);
const nextKey = newKey('k2');
const bothKeys = `${nextKey},${oldKey}`;
const yaml = `
front: { requestsPerMinute: 100000 }
voicemail: { delay: 1s, settle: 1s }
lines: { 50002: { name: ${'電'.repeat(60)} } }
`;

/** The same calls in two towns: in one Temporal is given plain text, in the other it is not. */
let plain: Town;
let sealed: Town;
let inPlain: ServiceProcess;
let service: ServiceProcess;
let parked: number;
beforeAll(async () => {
  [plain, sealed] = await Promise.all([
    openTown(yaml, {}, { ownTemporal: true }),
    openTown(yaml, {}, { ownTemporal: true, encryptionKeys: bothKeys }),
  ]);
  [inPlain, service] = await Promise.all([startIn(plain), startIn(sealed, oldKey)]);
  const startedAtSeconds = Math.floor(Date.now() / 1000) - 30;
  [, { parked }] = await Promise.all([
    playPrivateCalls(plain, startedAtSeconds),
    playPrivateCalls(sealed, startedAtSeconds),
  ]);
}, 600_000);
afterAll(async () => {
  await Promise.all([inPlain?.stop('SIGKILL'), service?.stop('SIGKILL')]);
  await Promise.all([plain?.close(), sealed?.close()]);
});

async function startIn({ environment, aircall }: Town, keys?: string): Promise<ServiceProcess> {
  const given = keys === undefined ? {} : { CALLTHREAD_ENCRYPTION_KEYS: keys };
  const started = await startCallthread('start', { ...environment, ...given });
  aircall.state.webhooks.clear();
  aircall.addWebhook({ url: `${started.url}/webhooks/aircall`, token: 'test-webhook-token-0001' });
  return started;
}

async function restart(keys: string): Promise<void> {
  await service.stop('SIGTERM');
  service = await startIn(sealed, keys);
}

const isDone = async (id: number): Promise<unknown> =>
  await sealed.stateOf(id, ({ state }) => state === 'done', patienceMs);

/** The history as the server gives it. */
async function historyOf(id: number): Promise<string> {
  return historyToJSON(await sealed.client.workflow.getHandle(`call-${id}`).fetchHistory());
}
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** What a person's shell has. */
const shell = (keys: string): Record<string, string> => ({
  TEMPORAL_ADDRESS: sealed.temporal.address,
  ...(keys === '' ? {} : { CALLTHREAD_ENCRYPTION_KEYS: keys }),
});

describe(
  'a service with keys',
  () => {
    it('writes the same into Front as a service without keys', () => {
      expect(seenInFront(sealed)).toEqual(seenInFront(plain));
    });

    it('continues calls encrypted with the old key after a new key takes first place', async () => {
      expect(await historyOf(parked)).not.toContain(base64('k2'));
      await restart(bothKeys);
      const { stdout } = await runCommand(['retry', String(parked)], shell(bothKeys));
      expect(stdout).toContain(`call-${parked} is retried`);
      await isDone(parked);
      const history = await historyOf(parked);
      expect(history).toContain(`"${base64(oldId)}"`);
      expect(history).toContain(`"${base64('k2')}"`);
    });

    it('retries a workflow task while it lacks a key, and says what to do', async () => {
      const { number: caller } = callers.parked;
      const id = await parkOne(sealed, () =>
        sealed.aircall.play({ direction: 'inbound', caller, line: 50001, ringSeconds: 2 }),
      );
      const schedule = sealed.client.schedule.getHandle(reconcileScheduleId);
      await schedule.pause('not now');
      await restart(oldKey);
      await runCommand(['retry', String(id)], shell(bothKeys));
      await expect
        .poll(() => service.output(), { timeout: patienceMs })
        .toContain('with the key \\"k2\\", which CALLTHREAD_ENCRYPTION_KEYS does not have. Put');
      await expect.poll(() => historyOf(id), { timeout: patienceMs }).toContain('EVENT_TYPE_WORKFLOW_TASK_FAILED');
      const { status } = await sealed.client.workflow.getHandle(`call-${id}`).describe();
      expect(status.name).toBe('RUNNING');
      // The schedule's input could not be read either, and was written anew.
      const { raw, state } = await schedule.describe();
      expect(JSON.stringify(raw.schedule)).toContain(base64(oldId));
      expect(state).toMatchObject({ paused: true, note: 'not now' });
      await restart(bothKeys);
      await isDone(id);
    });

    it('serves commands that have the keys, and explains to others what is missing', async () => {
      const ask = async (keys: string) => await runCommand(['reconcile', '--from', '1h'], shell(keys));
      const without = await ask('');
      expect(without).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/with the key "k2", and CALLTHREAD_ENCRYPTION_KEYS is not set/),
      });
      expect(await ask(bothKeys)).toMatchObject({ code: 0, stdout: expect.stringContaining('Aircall') });
      const wrong = await ask('k2:short');
      expect(wrong).toMatchObject({ code: 78, stderr: expect.stringContaining('has a key k2 of 3 bytes') });
    });

    it('leaves nothing readable about a caller in the database of Temporal', async () => {
      await Promise.all([plain.temporal.stop(), sealed.temporal.stop()]);
      expect(await readableIn(plain, privateTexts)).toEqual(privateTexts);
      expect(await readableIn(sealed, privateTexts)).toEqual([]);
    });
  },
  patienceMs * 2,
);
