import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inbound, sampleCalls } from '../../http/admin/sample-calls.ts';
import { type AdminHouse, openHouse } from './open-admin.ts';

let house: AdminHouse;
beforeAll(async () => {
  const many = Array.from({ length: 60 }, (_none, nth) => inbound(2000 + nth, 40 + nth));
  house = await openHouse({ calls: [...sampleCalls(), ...many] });
});
afterAll(() => house.close());

/** Holds the first request whose address contains a word. */
async function hold(page: Page, word: string): Promise<{ asked: Promise<Route>; settled: Promise<unknown> }> {
  const isIt = (address: string): boolean => address.includes('/api/calls?') && address.includes(word);
  const settled = Promise.race([
    page.waitForEvent('requestfinished', (request) => isIt(request.url())),
    page.waitForEvent('requestfailed', (request) => isIt(request.url())),
  ]);
  const asked = new Promise<Route>((resolve) => {
    void page.route(
      ({ href }) => isIt(href),
      (route) => resolve(route),
      { times: 1 },
    );
  });
  return { asked, settled };
}

/** Resolves once the page has rendered an answer. */
const shown = (page: Page) =>
  page.evaluate('new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done))))');

describe('more calls', () => {
  it('that arrive late are not appended to another list', async () => {
    const { page, faults } = await house.enter('/');
    const rows = page.locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(50);
    const { asked, settled } = await hold(page, 'after=');
    await page.getByRole('button', { name: 'Show more calls' }).click();
    const more = await asked;
    await page.getByLabel('State').selectOption('parked');
    await expect.poll(() => rows.count()).toBe(2);
    // The page may have aborted it.
    await more.continue().catch(() => undefined);
    await settled;
    await shown(page);
    expect(await rows.count()).toBe(2);
    await page.getByText('2 calls shown').waitFor();

    await page.getByLabel('State').selectOption('');
    await expect.poll(() => rows.count()).toBe(50);
    await page.getByRole('button', { name: 'Show more calls' }).click();
    await expect.poll(() => rows.count()).toBe(72);
    expect(faults).toEqual([]);
  });

  it('are not requested from the end of another list', async () => {
    const { page, faults } = await house.enter('/');
    const more = page.getByRole('button', { name: 'Show more calls' });
    await more.waitFor();
    const { asked } = await hold(page, 'state=logged');
    await page.getByLabel('State').selectOption('logged');
    const first = await asked;
    await expect.poll(() => more.count()).toBe(0);
    await first.continue();
    await more.click();
    await page.getByText('68 calls shown').waitFor();
    expect(faults).toEqual([]);
  });
});
