import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdminHouse, openHouse } from './open-admin.ts';

let house: AdminHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('reports', () => {
  it("show the calls' figures as tiles, charts, tables and CSV", async () => {
    const { page, faults } = await house.enter('/reports');
    const tile = async (name: string): Promise<string> =>
      (await page
        .locator('.tile', { has: page.getByText(name, { exact: true }) })
        .locator('.tile-value')
        .textContent()) ?? '';
    await page.locator('.tiles').waitFor();
    expect(await tile('Calls')).toBe('9');
    expect(await tile('Conversations')).toBe('6');
    expect(await tile('Answer rate')).toBe('66.7%');
    expect(await tile('Mean time to answer')).toBe('10 s');
    expect((await tile('Talk time')).replaceAll('\u00a0', ' ')).toBe('12 min');
    expect(await tile('Hang-up to Front')).toBe('35 s');
    await expect.poll(() => page.locator('.recharts-bar-rectangle path').count()).toBeGreaterThan(8);

    const byLine = page.getByRole('region', { name: 'By line' }).first();
    await byLine.getByText('Show as a table').click();
    const cells = await byLine
      .getByRole('row', { name: /Sales France/ })
      .locator('td')
      .allTextContents();
    expect(cells.slice(0, 4)).toEqual(['2', '2', '1', '50%']);

    await page.getByLabel('Direction').selectOption({ label: 'Both' });
    await expect.poll(() => tile('Calls')).toBe('10');
    await page.getByLabel('Period').selectOption({ label: 'Today' });
    await expect.poll(() => tile('Calls')).toBe('4');
    expect(page.url()).toContain('from=2026-03-02');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('callthread-2026-03-02-2026-03-02.csv');
    const csv = await text(await download.createReadStream());
    expect(csv).toContain('All,,,4,3,2,0.5,');
    await page.getByLabel('Period').selectOption({ label: 'Last month' });
    await page.getByText('No calls in this period.').waitFor();
    expect(faults).toEqual([]);
  });
});

describe('coverage', () => {
  it('shows missing calls by day and line, and finds them', async () => {
    const { page, faults } = await house.enter('/coverage');
    await page.getByText('1 call is missing.').waitFor();
    const day = page.getByRole('row', { name: /1 Mar 2026/ });
    expect(await day.locator('td').nth(2).textContent()).toBe('4 of 81 missingParked: 2Excluded: 1');
    const counts = { total: 12, seen: 6, started: 0, known: 6, notEnded: 0, unwanted: 0, unreadable: 0 };
    const period = { fromSeconds: 0, toSeconds: 1 };
    const webhook = { status: 'active' as const, notes: [] };
    const outcome = { period, counts, startedIds: [], webhook };
    const { reconcile } = house.control;
    reconcile.splice(0, 1, { status: 'running', outcome: null });
    await page.getByRole('button', { name: 'Find missing calls' }).click();
    await page.getByText('Waiting for a worker').waitFor();
    reconcile.splice(0, 1, { status: 'running', outcome });
    await page.getByText('6 of 12 calls compared').waitFor();
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe('6');
    reconcile.splice(0, 1, { status: 'done', outcome: { ...outcome, counts: { ...counts, seen: 12, started: 1 } } });
    await page.getByText('Done: 12 calls compared, 1 being logged.').waitFor();
    await page.getByText('Aircall’s webhook: active.').waitFor();
    expect(house.control.asked).toHaveLength(1);
    reconcile.splice(0, 1, {
      status: 'failed',
      failure: 'AircallUnauthorized',
      message: 'Aircall refuses the key.',
      remedy: 'See AIRCALL_API_TOKEN.',
    });
    await page.getByRole('button', { name: 'Find missing calls' }).click();
    await page.getByText('Aircall refuses the key. See AIRCALL_API_TOKEN.').waitFor();
    expect(faults).toEqual([]);
  });

  it('of more than a week points to the command for older calls', async () => {
    const { page, faults } = await house.enter('/coverage?from=2026-02-23&to=2026-03-02');
    const look = page.getByRole('button', { name: 'Find missing calls' });
    await page.getByText('1 call is missing.').waitFor();
    await page.getByText('callthread backfill --from 2026-02-22T23:00:00Z --to 2026-03-02T22:59:59Z').waitFor();
    expect(await look.count()).toBe(0);
    await page.getByLabel('From').fill('2026-02-24');
    await look.waitFor();
    expect(await page.getByText('callthread backfill').count()).toBe(0);
    expect(faults).toEqual([]);
  });
});
