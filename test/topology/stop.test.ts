import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { members, type ServiceGroup, startServiceGroup } from '../e2e/service-group.ts';
import { openTown, type Town } from '../e2e/town.ts';
import { bodyOf, sentAt } from '../workflows/body-of.ts';

const compose = parse(readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8'), { merge: true }) as {
  services: Record<string, { stop_grace_period?: string }>;
};
let town: Town;
let group: ServiceGroup;
beforeAll(async () => {
  town = await openTown('front: { requestsPerMinute: 100000 }\nvoicemail: { delay: 1s, settle: 1s }\n');
  group = await startServiceGroup(town.environment);
});
afterAll(async () => {
  await group?.stop('SIGKILL');
  await town?.close();
});

it('all services stop within the grace period of Compose, with Front hanging and a webhook half sent', async () => {
  const slow = town.front.faults.add({ path: '', kind: 'delay', delayMs: 60_000 });
  const nowSeconds = Math.floor(Date.now() / 1000);
  const body = sentAt(bodyOf('b3-call.ended.inbound-missed-voicemail'), nowSeconds);
  for (let id = 6001; id <= 6008; id += 1) {
    const data = { ...body.data, id, ended_at: nowSeconds, raw_digits: `+44 20 7946 ${id}` };
    expect(await town.deliver(group.url, { ...body, data })).toBe(200);
  }
  await vi.waitUntil(() => town.front.journal.find({}).length >= 2, { timeout: 120_000, interval: 50 });
  const halves = group.ports().map((port) => connect(port, '127.0.0.1'));
  for (const socket of halves) {
    socket.on('error', () => {});
    socket.write('POST /webhooks/aircall HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{');
  }
  const graceMs = Number(/^(\d+)s$/.exec(compose.services['worker']?.stop_grace_period ?? '')?.[1]) * 1000;
  const beganMs = Date.now();
  const codes = await Promise.all(members.map((member) => group.end(member, 'SIGTERM')));
  const tookMs = Date.now() - beganMs;
  process.stdout.write(`all had ended after ${tookMs} ms\n`);
  expect(codes).toEqual([0, 0, 0, 0]);
  expect(tookMs).toBeLessThan(graceMs);

  town.front.faults.remove(slow);
  for (const member of members) await group.start(member);
  for (let id = 6001; id <= 6008; id += 1) await town.stateOf(id, ({ state }) => state === 'done');
  expect(group.collapses).toEqual([]);
});
