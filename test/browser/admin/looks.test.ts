import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFullSize } from '../../full-size.ts';
import { findAxeFaults } from '../kit/find-axe-faults.ts';
import { type AdminHouse, openHouse } from './open-admin.ts';

let house: AdminHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** Each page, and a selector that matches once it is loaded. */
const pages = [
  ['/', 'tbody tr'],
  ['/calls/1001', 'dl'],
  ['/calls/1007', 'form.answer'],
  ['/parked', '.parked-list'],
  ['/coverage', '.matrix'],
  ['/coverage?from=2026-01-01&to=2026-03-02', '.reconcile code'],
  ['/reports', '.recharts-surface'],
] as const;

const screen = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };
/** A phone's window shows the same elements, so both colours are met in two of the four. */
const looks = [
  ['in light', { colorScheme: 'light', viewport: screen }],
  ['on a phone, in dark', { colorScheme: 'dark', viewport: phone }],
  ['in dark', { colorScheme: 'dark', viewport: screen }],
  ['on a phone, in light', { colorScheme: 'light', viewport: phone }],
] as const;

describe.each(looks.slice(0, isFullSize ? 4 : 2))('%s', (_how, options) => {
  it('axe finds nothing serious, nothing overflows the window, and nothing fails', async () => {
    const dark = options.colorScheme === 'dark';
    const { page, faults } = await house.enter('/', options);
    const found: Record<string, unknown> = {};
    for (const [path, there] of pages) {
      await page.goto(`${house.served.url}${path}`);
      await page.locator(there).first().waitFor();
      // Checks collapsed parts as well.
      const closed = page.locator('details:not([open]) > summary');
      while ((await closed.count()) > 0) await closed.first().click();
      const problems = await findAxeFaults(page.mainFrame(), { dark });
      const tooWide = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      if (problems.length > 0 || tooWide !== 0) found[path] = { problems, tooWide };
      if (path !== '/parked') continue;
      await page
        .getByRole('button', { name: /^Skip all/ })
        .first()
        .click();
      found['dialog'] = await findAxeFaults(page.mainFrame(), { dark });
    }
    await page.context().clearCookies();
    await page.goto(house.served.url);
    found['login'] = await findAxeFaults(page.mainFrame(), { dark });
    expect(found).toEqual({ dialog: [], login: [] });
    expect(faults).toEqual([]);
  });
});
