import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AircallSimulator, startAircallSimulator } from '../../../simulators/aircall/start-aircall-simulator.ts';
import { createAircallClient } from '../../../src/adapters/aircall/client.ts';
import { readSummary } from '../../../src/adapters/aircall/notes.ts';
import { hostile, inbound, sampleCalls } from '../../http/admin/sample-calls.ts';
import { playPastCall } from '../../workflows/play-past-call.ts';
import { type AdminHouse, openHouse } from './open-admin.ts';

let house: AdminHouse;
beforeAll(async () => {
  const many = Array.from({ length: 60 }, (_none, nth) => inbound(2000 + nth, 40 + nth));
  house = await openHouse({ calls: [...sampleCalls(), ...many] });
});
afterAll(() => house.close());

describe('the calls', () => {
  it('are filtered, searched and paged; the URL keeps the filters', async () => {
    const { page, faults } = await house.enter('/');
    const rows = page.locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(50);
    await page.getByRole('button', { name: 'Show more calls' }).click();
    await expect.poll(() => rows.count()).toBe(72);
    await page.getByText('72 calls shown').waitFor();

    await page.getByLabel('State').selectOption('parked');
    await expect.poll(() => rows.count()).toBe(2);
    expect(page.url()).toContain('state=parked');
    await page.getByLabel('Search').fill('1008');
    await expect.poll(() => rows.count()).toBe(1);
    await page.reload();
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByLabel('Search').fill('nobody has this name');
    await page.getByText('No calls match').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => rows.count()).toBe(50);
    expect(await page.getByLabel('Search').inputValue()).toBe('');
    await page.goBack();
    await page.getByText('No calls match').waitFor();

    await page.goto(house.served.url);
    await page.getByLabel('Type').selectOption({ label: 'Voicemail' });
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByLabel('Type').selectOption('');
    await page.getByLabel('From').fill('2026-03-02');
    await expect.poll(() => rows.count()).toBe(4);
    expect(faults).toEqual([]);
  });

  it('open with details in the time zone and with links to other apps', async () => {
    const { page, faults } = await house.enter('/');
    await page.getByRole('link', { name: /Cara Caller/ }).click();
    await page.getByRole('heading', { name: 'Call 1001' }).waitFor();
    await page.getByText('2 Mar 2026, 11:00:00').waitFor();
    await page.getByText('35 s after hang-up').waitFor();
    const front = page.getByRole('link', { name: 'Conversation in Front' });
    expect(await front.getAttribute('href')).toBe('https://app.frontapp.com/open/cnv_1001');
    expect(await front.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await page.title()).toBe('Call 1001 – Callthread');
    await page.goto(`${house.served.url}/calls/4040`);
    await page.getByText('Call 4040 is unknown').waitFor();
    await house.ledger.erase([1005]);
    await page.goto(`${house.served.url}/calls/1005`);
    await page.getByText('Erased caller').first().waitFor();
    expect(await page.getByRole('link', { name: 'Conversation in Front' }).count()).toBe(0);
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  it('show any name as plain text', async () => {
    const { page, faults } = await house.enter('/?search=1006');
    await page.getByText(hostile.script).waitFor();
    for (const path of ['/calls/1006', '/calls/1011', '/parked', '/reports', '/?to=2026-03-01', '/calls/1007']) {
      await page.goto(`${house.served.url}${path}`);
      await page.locator('.name').first().waitFor({ state: 'attached' });
      expect(await page.evaluate('window.hacked')).toBeUndefined();
      expect(await page.locator('main img, main script').count()).toBe(0);
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
        0,
      );
    }
    // Direction marks must not affect the text after the name.
    const turned = '[...document.querySelectorAll("bdi")].find((name) => name.textContent.includes("moc.elpmaxe"))';
    expect(await page.evaluate(`getComputedStyle(${turned}).unicodeBidi`)).toBe('isolate');
    expect(faults).toEqual([]);
  });
});

describe("the page of a call with Aircall's summary", () => {
  let aircall: AircallSimulator;
  let one: AdminHouse;
  let id: number;
  beforeAll(async () => {
    aircall = await startAircallSimulator({ timeScale: 0 });
    id = await playPastCall(aircall, {
      startedAtSeconds: Math.floor(Date.now() / 1000) - 3600,
      agent: 70001,
      talkSeconds: 60,
      notes: { summary: { content: `Summary of ${hostile.script}\n${hostile.long}`, afterEndMs: 0 } },
    });
    const client = createAircallClient({ apiUrl: aircall.url, apiId: 'test-id', apiToken: 'test-token' });
    one = await openHouse({ calls: [inbound(id, 1)], admin: { readSummary: (of) => readSummary(client, of) } });
  });
  afterAll(() => Promise.all([one.close(), aircall.close()]));

  it.each([1200, 360])('shows the summary as plain text, at a width of %i px', async (width) => {
    const { page, faults } = await one.enter(`/calls/${id}`, { viewport: { width, height: 740 } });
    const summary = page.getByRole('region', { name: 'AI summary' }).getByText('Summary of <script>');
    await summary.waitFor();
    expect(await summary.innerText()).toBe(`Summary of ${hostile.script}\n${hostile.long}`);
    expect(await summary.locator('*').count()).toBe(0);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    const { x, width: wide } = (await summary.boundingBox()) ?? { x: 0, width: 0 };
    expect(x + wide).toBeLessThanOrEqual(width);
    expect(faults).toEqual([]);
  });
});
