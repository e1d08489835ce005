import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RealPostgres, startRealPostgres } from '../../simulators/postgres/real-postgres.ts';
import type { Qualification } from '../../src/domain/qualification.ts';
import { endedAgo } from '../workflows/ended-calls.ts';
import { rowsOf } from './rows-of.ts';
import { runCommand } from './run-command.ts';
import { type ServiceProcess, startCallthread } from './service-process.ts';
import { textsInTemporal } from './texts-in-temporal.ts';
import { openTown, type Town } from './town.ts';

const yaml = `
front: { requestsPerMinute: 100000 }
voicemail: { delay: 1s, settle: 1s }
recordings: off
callbacks:
  on: [missed]
  steps:
    - { after: 0s, tag: Call back }
    - { after: 1h, comment: "Not called back yet." }
`;
const own = '+442079468301';
const other = '+442079468302';
const ofOwn = /79468301|7946 8301|Cara/;
const adminToken = 'admin-token-for-tests-0001';

let town: Town;
let postgres: RealPostgres;
let service: ServiceProcess;
let databaseUrl: string;
let environment: Record<string, string>;
beforeAll(async () => {
  [town, postgres] = await Promise.all([openTown(yaml, { tags: [{ name: 'Call back' }] }), startRealPostgres()]);
  databaseUrl = await postgres.newDatabase();
  environment = { ...town.environment, DATABASE_URL: databaseUrl, CALLTHREAD_ADMIN_TOKEN: adminToken };
  service = await startCallthread('start', environment);
});
afterAll(async () => {
  await service?.stop('SIGKILL');
  await town?.close();
  await postgres?.stop();
});

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** Logs a call that ended just now, or so many seconds ago. */
async function logCall(id: number, kind: Qualification, caller: string, agoSeconds = 0): Promise<void> {
  const contact = { id: 1, first_name: caller === own ? 'Cara' : 'Noah', last_name: 'Caller' };
  await town.deliver(service.url, endedAgo(kind, agoSeconds, { id, raw_digits: caller, contact }));
  await town.stateOf(id, ({ state }) => state === 'done');
}

async function ask(path: string): Promise<{ callbacks: Array<Record<string, unknown>> }> {
  const headers = { authorization: `Bearer ${adminToken}` };
  const answer = await fetch(`${service.url}/api${path}`, { headers });
  return (await answer.json()) as { callbacks: Array<Record<string, unknown>> };
}

/** What the pages say of callbacks, the newest missed call first. */
async function callbacksNow(): Promise<Array<Record<string, unknown>>> {
  const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
  const { callbacks } = await ask(`/callbacks?from=${day(nowSeconds() - 86_400)}&to=${day(nowSeconds() + 86_400)}`);
  return callbacks.toSorted((one, another) => Number(another['id']) - Number(one['id']));
}

const tableOfCallbacks = (): Promise<string> => rowsOf(databaseUrl, 'callbacks');
const stateOf = (rows: Array<Record<string, unknown>>) => rows.map(({ id, state }) => [id, state]);

it('forget erases the open and closed callbacks of a caller, and keeps those of others', async () => {
  await logCall(8301, 'missed', own, 300);
  await logCall(8302, 'outbound-answered', own, 200);
  await expect.poll(async () => stateOf(await callbacksNow())).toEqual([[8301, 'closed']]);
  await Promise.all([logCall(8303, 'missed', own), logCall(8304, 'missed', other)]);
  const before = [
    [8304, 'open'],
    [8303, 'open'],
    [8301, 'closed'],
  ];
  await expect.poll(async () => stateOf(await callbacksNow())).toEqual(before);
  const [others, owns] = await callbacksNow();
  const conversationId = String(owns?.['conversationId']);
  expect(await tableOfCallbacks()).toMatch(ofOwn);

  const { code, stdout, stderr } = await runCommand(['forget', own, '--yes'], environment);
  expect({ code, stderr }, stdout).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/\n {2}open callback +callback-[0-9a-f]+ is ended and deleted; tags /);
  expect(stdout).toMatch(/ closed runs \(.*1 callbackWorkflow/);

  const table = await tableOfCallbacks();
  for (const text of [table, JSON.stringify(await callbacksNow())]) {
    expect(text).not.toMatch(ofOwn);
    expect(text).not.toContain(conversationId);
  }
  expect(table.split('\n')).toHaveLength(3);
  expect(stateOf(await callbacksNow())).toEqual([
    [8304, 'open'],
    [8303, 'closed'],
    [8301, 'closed'],
  ]);
  const histories = [...(await textsInTemporal(town.client))];
  expect(histories.filter(([, text]) => ofOwn.test(text) || text.includes(conversationId))).toEqual([]);
  // Without a run there is no further step.
  const callbackIds = histories.map(([id]) => id).filter((id) => id.startsWith('callback-'));
  expect(callbackIds).toEqual([others?.['workflowId']]);
  expect((await runCommand(['forget', own, '--dry-run'], environment)).stdout).toContain(
    'Callthread holds nothing about this caller.',
  );
});
