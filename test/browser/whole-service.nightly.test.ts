import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from '../../simulators/programs/free-ports.ts';
import { type ServiceProcess, startCallthread } from '../e2e/service-process.ts';
import { openTown, type Town } from '../e2e/town.ts';
import { playPastCall } from '../workflows/play-past-call.ts';
import { openBrowser } from './kit/open-browser.ts';

const adminToken = 'an-administrator-of-the-test';
const pluginSecret = 'a-plugin-secret-of-the-test';
const yaml = 'front: { requestsPerMinute: 100000 }\nvoicemail: { delay: 1s, settle: 1s }\ntimezone: Europe/London\n';

/** All real except the two vendors: the built service, Temporal, the embedded database and the browser. */
let town: Town;
let service: ServiceProcess;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  const pluginUrl = `http://127.0.0.1:${port}/plugin?auth_secret=${pluginSecret}`;
  [town, browser] = await Promise.all([openTown(yaml, { pluginUrl }), openBrowser()]);
  service = await startCallthread('start', {
    ...town.environment,
    PORT: String(port),
    CALLTHREAD_ADMIN_TOKEN: adminToken,
    FRONT_PLUGIN_SECRET: pluginSecret,
  });
  town.aircall.addWebhook({ url: `${service.url}/webhooks/aircall`, token: 'test-webhook-token-0001' });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  page.setDefaultTimeout(120_000);
  await page.goto(service.url);
  await page.getByLabel(/token/i).fill(adminToken);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Calls' }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await service?.stop('SIGKILL');
  await town?.close();
});

type Script = Parameters<Town['aircall']['play']>[0];

async function play(script: Partial<Script>): Promise<number> {
  const { ringSeconds = 4, talkSeconds = 0 } = script;
  const startedAtSeconds = Math.floor(Date.now() / 1000) - 2 - ringSeconds - talkSeconds;
  return await town.aircall.play({
    direction: 'inbound',
    caller: '+44 20 7946 0801',
    line: 50001,
    ...script,
    ringSeconds,
    startedAtSeconds,
  });
}

const done = async (id: number): Promise<unknown> => await town.stateOf(id, ({ state }) => state === 'done');
const tile = (name: string) =>
  page.locator('.tile', { has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) }).locator('.tile-value');

interface AircallCall {
  direction: string;
  answered_at: number | null;
  ended_at: number;
  number: { name: string };
}

async function callsOfAircall(): Promise<AircallCall[]> {
  const authorization = `Basic ${Buffer.from('test-id:test-token').toString('base64')}`;
  const answer = await fetch(`${town.aircall.url}/v1/calls?per_page=50`, { headers: { authorization } });
  return ((await answer.json()) as { calls: AircallCall[] }).calls;
}

describe('the pages of the whole service', () => {
  it('report the same calls and talk time as Aircall', async () => {
    const recording = { availableAfterMs: 0 };
    const ids = await Promise.all([
      play({ caller: '+44 20 7946 0801', agent: 70001, talkSeconds: 61, recording }),
      play({ caller: '+44 20 7946 0802', agent: 70002, talkSeconds: 20, line: 50002, recording }),
      play({ caller: '+44 20 7946 0801', ringSeconds: 11 }),
      play({ caller: '+44 20 7946 0803', voicemail: { availableAfterMs: 1000 } }),
      play({ caller: '+44 20 7946 0804', direction: 'outbound', agent: 70001, talkSeconds: 30, recording }),
      play({ caller: 'anonymous' }),
    ]);
    for (const id of ids) await done(id);
    const inbound = (await callsOfAircall()).filter(({ direction }) => direction === 'inbound');
    const answered = inbound.filter(({ answered_at: at }) => at !== null);
    const talkSeconds = answered.reduce((sum, call) => sum + call.ended_at - (call.answered_at ?? 0), 0);
    await page.goto(`${service.url}/reports`);
    await expect.poll(() => tile('Calls').textContent(), { timeout: 120_000 }).toBe(String(inbound.length));
    expect(await tile('Conversations').textContent()).toBe('4');
    expect(await tile('Answer rate').textContent()).toBe('40%');
    expect(await page.locator('.tile', { hasText: 'Answer rate' }).textContent()).toContain(
      `${answered.length} of ${inbound.length} calls`,
    );
    expect(await tile('Talk time').textContent()).toBe(`${Math.floor(talkSeconds / 60)} min ${talkSeconds % 60} s`);
    await page.getByText('Show as a table').nth(2).click();
    const lines = await page.getByRole('table').filter({ hasText: 'Line' }).getByRole('row').allTextContents();
    for (const name of new Set(inbound.map(({ number }) => number.name))) {
      const own = inbound.filter(({ number }) => number.name === name);
      expect(lines.find((row) => row.startsWith(name))).toMatch(new RegExp(`^${name}${own.length}`));
    }
  });

  it('retry a parked call, which then reaches Front', async () => {
    const fault = town.front.faults.add({ path: '/imported_messages$', kind: 'status', status: 403 });
    const id = await play({ caller: '+44 20 7946 0805' });
    await town.stateOf(id, ({ parked }) => parked.length > 0);
    town.front.faults.remove(fault);
    await page.goto(`${service.url}/`);
    await expect
      .poll(
        async () => {
          await page.goto(`${service.url}/parked`);
          await page.waitForLoadState('networkidle');
          return await page.getByText('FrontUnauthorized').count();
        },
        { timeout: 120_000, interval: 500 },
      )
      .toBeGreaterThan(0);
    await page.getByRole('button', { name: /^Retry \+44/ }).click();
    await page.getByText('1 call retried.').waitFor();
    await done(id);
    await town.front.settled();
    const written = town.front.state.conversations.flatMap(({ messages }) => messages.map((one) => one.externalId));
    expect(written.filter((key) => key === `aircall-${id}-call`)).toHaveLength(1);
  });

  it('find calls missing in Front and have them logged', async () => {
    const startedAtSeconds = Math.floor(Date.now() / 1000) - 900;
    const id = await playPastCall(town.aircall, { startedAtSeconds, caller: '+44 20 7946 0806' });
    await page.goto(`${service.url}/coverage`);
    await page.getByRole('button', { name: 'Find missing calls' }).click();
    await page.getByText(/Done: \d+ calls compared, 1 being logged\./).waitFor();
    await done(id);
    const all = String((await callsOfAircall()).length);
    await expect
      .poll(
        async () => {
          await page.reload();
          await tile('In Front').waitFor();
          return await tile('In Front').textContent();
        },
        { timeout: 120_000, interval: 500 },
      )
      .toBe(all);
    expect(await tile('In Aircall').textContent()).toBe(all);
    expect(await page.getByText('No calls are missing.').count()).toBe(1);
  });

  it("call from Front's sidebar, which shows the earlier calls", async () => {
    await page.goto(town.front.url);
    await page.locator('.items a', { hasText: '+442079460801' }).first().click();
    const plugin = page.frameLocator('#plugin');
    await plugin.getByText('Missed call').waitFor();
    await plugin.getByText('Inbound call').waitFor();
    await plugin.getByRole('button', { name: 'Call', exact: false }).first().click();
    await plugin.getByText('The number is on your Aircall phone: press call there.').waitFor();
    expect(town.aircall.state.dials).toMatchObject([{ kind: 'dial', to: '+442079460801' }]);
  });
});
