import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type ServiceProcess, spawnCallthread, startCallthread } from '../e2e/service-process.ts';
import { openTown, type Town } from '../e2e/town.ts';
import { bodyOf } from '../workflows/body-of.ts';

let town: Town;
let service: ServiceProcess;
beforeAll(async () => {
  town = await openTown('voicemail: { delay: 2s, settle: 1s }\n', { requestsPerMinute: 50 });
  service = await startCallthread('start', town.environment);
});
afterAll(async () => {
  await service?.stop('SIGKILL');
  await town?.close();
});

/** @returns the values of all series, by their names */
async function scrape(url: string): Promise<Map<string, number>> {
  const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
  const samples = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(samples.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

/** @returns the lines of a process's log */
function linesOf(output: string): Array<Record<string, unknown>> {
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('counts a call on its way from Aircall to Front', async () => {
  // Front refuses once, so that there is an event to report.
  town.front.faults.add({ kind: 'status', status: 503, path: '^/contacts/', times: 1 });
  expect(await town.post(service.url, bodyOf('a6-call.ended.inbound-answered'))).toBe(200);
  await town.stateOf(8_000_001, ({ state }) => state === 'done');
  const values = await scrape(service.url);
  expect(Object.fromEntries(values)).toMatchObject({
    'callthread_webhooks_total{event="call.ended",outcome="accepted"}': 1,
    callthread_webhook_seconds_count: 1,
    'callthread_workflow_starts_total{outcome="accepted"}': 1,
    'callthread_activities_total{activity="appendToConversation",outcome="done"}': 1,
    'callthread_activities_total{activity="findOrCreateContact",outcome="retried"}': 1,
    'callthread_vendor_requests_total{vendor="Front",operation="list-contact-conversations",status="503"}': 1,
    callthread_hangup_to_front_seconds_count: 1,
    callthread_unmatched_agents_total: 0,
    callthread_temporal_up: 1,
    callthread_workers: 1,
  });
  const { entries } = town.front.journal;
  for (const status of new Set(entries.map((entry) => entry.status))) {
    const ofStatus = new RegExp(`^callthread_vendor_requests_total{vendor="Front",.*status="${status}"}$`);
    const counted = [...values].reduce((sum, [name, value]) => sum + (ofStatus.test(name) ? value : 0), 0);
    expect([status, counted]).toEqual([status, entries.filter((entry) => entry.status === status).length]);
  }
  expect(values.get('callthread_front_limit')).toBeGreaterThan(0);
  expect(values.get('callthread_front_limit_left')).toBeLessThan(values.get('callthread_front_limit') ?? 0);
  expect([...values.keys()].filter((name) => name.startsWith('temporal_activity_'))).not.toEqual([]);
  expect([...values.keys()].filter((name) => /8000001|7946|Anna|Casey/.test(name))).toEqual([]);
});

it("names the call in every line about it, including the SDK's", () => {
  const about = linesOf(service.output()).filter(
    ({ workflowId, event }) => event ?? String(workflowId).startsWith('call-'),
  );
  expect(about.map(({ callId }) => callId)).toEqual(about.map(() => 8_000_001));
  const ofRequest = about.find(({ status }) => status === 503);
  expect(ofRequest).toMatchObject({ activity: 'findOrCreateContact', vendor: 'Front', workflowId: 'call-8000001' });
  expect(about.some(({ sdk, activity }) => sdk === true && activity === 'findOrCreateContact')).toBe(true);
});

it('serves health and metrics of a lone worker at its WORKER_PORT', async () => {
  const worker = spawnCallthread('worker', { ...town.environment, WORKER_PORT: '0' });
  const port = await vi.waitUntil(() => /"port":(\d+)/.exec(worker.output())?.[1], { timeout: 120_000, interval: 50 });
  const url = `http://127.0.0.1:${port}`;
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await scrape(url)).get('callthread_temporal_up')).toBe(1);
  expect(await worker.stop('SIGTERM')).toBe(0);
});
