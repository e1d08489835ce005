import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type RealPostgres, startRealPostgres } from '../../simulators/postgres/real-postgres.ts';
import { deleteRuns } from '../../src/adapters/temporal/erasure/erase.ts';
import { reconcileScheduleId } from '../../src/adapters/temporal/operations/schedule.ts';
import { callWorkflowId } from '../../src/domain/ids.ts';
import { bodyOf, sentAt } from '../workflows/body-of.ts';
import { playPastCall } from '../workflows/play-past-call.ts';
import { rowsOf } from './rows-of.ts';
import { runCommand } from './run-command.ts';
import { type ServiceProcess, startCallthread } from './service-process.ts';
import { textsInTemporal } from './texts-in-temporal.ts';
import { openTown, type Town } from './town.ts';

const own = {
  number: '+442079467001',
  written: '+44 20 7946 7001',
  name: ['Cara', 'Caller'],
  comment: 'Has a peanut allergy.',
};
const other = {
  number: '+442079467002',
  written: '+44 20 7946 7002',
  name: ['Noah', 'Other'],
  comment: 'Wants a refund.',
};
const ofOwn = /7946 ?7001|Cara|peanut/;
const ofOther = /442079467002.*Noah Other.*Wants a refund/s;

let town: Town;
let postgres: RealPostgres;
let service: ServiceProcess;
beforeAll(async () => {
  [town, postgres] = await Promise.all([
    openTown(
      'front: { requestsPerMinute: 100000 }\nvoicemail: { delay: 1s }\nrecordings: off\nretention: { calls: 7d }\n',
    ),
    startRealPostgres(),
  ]);
});
afterEach(async () => {
  await service?.stop('SIGKILL');
});
afterAll(async () => {
  await town?.close();
  await postgres?.stop();
});

const nowSeconds = (): number => Math.floor(Date.now() / 1000);
const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/** An answered call with a comment, which no webhook reports. @returns its id */
async function playCall(
  { written, name: [firstName = '', lastName = ''], comment }: typeof own,
  startedAtSeconds: number,
) {
  const contact = { firstName, lastName };
  const comments = [{ by: 70001, content: comment, afterEndMs: 0 }];
  return await playPastCall(town.aircall, {
    startedAtSeconds,
    caller: written,
    contact,
    comments,
    agent: 70001,
    talkSeconds: 20,
  });
}

/** A webhook's body, as sent now. */
function webhookBody(event: string, id: number, { written, name: [first, last] }: typeof own, agoSeconds = 0) {
  const body = sentAt(bodyOf(event), nowSeconds() - agoSeconds);
  return {
    ...body,
    data: { ...body.data, id, raw_digits: written, contact: { id: 1, first_name: first, last_name: last } },
  };
}

const isDone = ({ state }: { state: string }): boolean => state === 'done';
const messages = (): number =>
  town.front.state.conversations.flatMap((each) => [...each.messages, ...each.comments]).length;

it('forget erases one caller everywhere but in Front and Aircall, for good, and keeps the others', async () => {
  const databaseUrl = await postgres.newDatabase();
  const environment = { ...town.environment, DATABASE_URL: databaseUrl };
  service = await startCallthread('start', environment);
  await vi.waitFor(() => town.client.schedule.getHandle(reconcileScheduleId).pause('for the test'), {
    timeout: 120_000,
    interval: 200,
  });
  const longAgo = nowSeconds() - 30 * 86_400;
  const [old, , recent, othersRecent] = await Promise.all([
    playCall(own, longAgo),
    playCall(other, longAgo + 60),
    playCall(own, nowSeconds() - 3600),
    playCall(other, nowSeconds() - 3500),
  ]);
  const live = 9201;
  const backfill = ['backfill', '--from', day(longAgo), '--to', day(longAgo + 86_400)];
  const reconcile = ['reconcile', '--from', '2h'];
  expect(await town.post(service.url, webhookBody('a6-call.ended.inbound-answered', live, own))).toBe(200);
  expect((await runCommand(reconcile, environment)).stdout).toContain('2 calls seen, 2 started');
  expect((await runCommand(backfill, environment)).stdout).toContain('2 calls seen, 2 started');
  for (const id of [live, recent, othersRecent]) await town.stateOf(id, isDone);
  const rows = () => rowsOf(databaseUrl);
  const conversationId = /cnv_\w+/.exec((await rows()).split('\n').find((row) => ofOwn.test(row)) ?? '')?.[0] ?? 'none';
  const inFront = messages();

  const unasked = await runCommand(['forget', own.written], environment);
  expect(unasked.stderr).toMatch(/^Add --yes to erase \+44207•••01/);
  expect(unasked.code).toBe(2);
  const dryRun = await runCommand(['forget', '020 7946 7001', '--country', 'gb', '--dry-run'], environment);
  expect(dryRun).toMatchObject({ code: 0, stderr: '' });
  expect([...(await textsInTemporal(town.client)).values()].filter((text) => ofOwn.test(text))).toHaveLength(4);

  const { code, stdout, stderr } = await runCommand(['forget', own.written, '--yes'], environment);
  expect({ code, stderr }, stdout).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(
    dryRun.stdout.slice(dryRun.stdout.indexOf('Callthread\n'), dryRun.stdout.indexOf('Dry run:')),
  );
  expect(stdout).toMatch(/table of calls +3 calls\n +Temporal +\d+ closed runs \(.*1 backfill/);
  expect(stdout).toContain(`https://app.frontapp.com/open/${conversationId}`);
  for (const id of [old, recent, live]) expect(stdout).toContain(String(id));
  expect(stdout).toMatch(/\nErased: 3 calls in the table, \d+ runs in Temporal\.\n$/);

  /** Nothing is left of the one, and everything of the other. */
  const expectErased = async (): Promise<void> => {
    const histories = await textsInTemporal(town.client);
    expect([...histories].filter(([, text]) => ofOwn.test(text) || text.includes(conversationId))).toEqual([]);
    expect(histories.get(callWorkflowId(othersRecent))).toMatch(ofOther);
    const table = await rows();
    expect(table).not.toMatch(ofOwn);
    expect(table).not.toContain(conversationId);
    expect(table.match(/\+442079467002/g)).toHaveLength(2);
    expect(table.split('\n')).toHaveLength(5);
    expect(messages()).toBe(inFront);
  };
  await expectErased();

  // A comment that comes late, and both looks through Aircall's list; then again, when Temporal has forgotten the marks.
  expect(await town.post(service.url, webhookBody('a8-call.commented.inbound', live, own))).toBe(200);
  const expectNothingStarted = async (): Promise<void> => {
    expect((await runCommand(reconcile, environment)).stdout).toContain('2 calls seen, 0 started, 2 known');
    expect((await runCommand(backfill, environment)).stdout).toContain('2 calls seen, 0 started, 2 known');
    await expectErased();
  };
  await expectNothingStarted();
  const marks = await Promise.all(
    [old, recent, live].map(async (id) => await town.client.workflow.getHandle(callWorkflowId(id)).describe()),
  );
  expect(marks.map(({ status }) => status.name)).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
  expect(await deleteRuns(town.client, marks, () => undefined)).toEqual([]);
  await expectNothingStarted();

  const again = await runCommand(['forget', own.number, '--yes'], environment);
  expect(again.stdout).toMatch(/table of calls +0 calls\n +Temporal +0 closed runs\n/);
  expect(again.stdout).toMatch(/\nCallthread holds nothing about this caller\.\n$/);
  expect(again).toMatchObject({ code: 0, stderr: '' });
});

const adminToken = 'admin-token-for-tests-0001';
it('forget works on the embedded table of a stopped service, whose next start erases old calls', async () => {
  const environment = { ...town.environment, DATABASE_URL: '', CALLTHREAD_ADMIN_TOKEN: adminToken };
  const ask = async (path: string): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${adminToken}` };
    return ((await (await fetch(`${service.url}/api${path}`, { headers })).json()) as { call: Record<string, unknown> })
      .call;
  };
  service = await startCallthread('start', environment);
  const [live, old] = [9301, 9302];
  expect(await town.post(service.url, webhookBody('a6-call.ended.inbound-answered', live, own))).toBe(200);
  expect(await town.post(service.url, webhookBody('a6-call.ended.inbound-answered', old, other, 8 * 86_400))).toBe(200);
  for (const id of [live, old]) await town.stateOf(id, isDone);
  await expect.poll(() => ask(`/calls/${live}`)).toMatchObject({ caller: own.number, callerName: 'Cara Caller' });
  await expect.poll(() => ask(`/calls/${old}`)).toMatchObject({ caller: other.number, callerName: 'Noah Other' });
  const held = await runCommand(['forget', own.number, '--yes'], environment);
  expect(held.stderr).toMatch(/^Nothing was done\. The embedded database in \S+ is open in the process \d+/);
  expect(held).toMatchObject({ code: 1, stdout: '' });
  await service.stop('SIGTERM');
  const { code, stdout, stderr } = await runCommand(['forget', own.number, '--yes'], environment);
  expect({ code, stderr }, stdout).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/\nErased: 1 call in the table, .*\nNo worker is running: /);

  service = await startCallthread('start', environment);
  await town.stateOf(live, ({ state }) => state === 'skipped');
  const erased = { caller: null, callerName: null, conversationId: null, state: 'logged', erased: true };
  expect(await ask(`/calls/${live}`)).toMatchObject(erased);
  await expect.poll(() => ask(`/calls/${old}`)).toMatchObject(erased);
  expect(JSON.stringify([...(await textsInTemporal(town.client))])).not.toMatch(ofOwn);
});
