import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export interface PageLook {
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
}

const defaultViewport = { width: 1280, height: 720 };

/**
 * One page for many tests: a page of its own costs each test two of Chromium's processes.
 * @returns gives the page to the next test: without the previous one's routes and listeners, and in the look that it asks for.
 *   Cookies remain, and so does what was loaded, until the test goes elsewhere.
 */
export function reusePage(
  browser: Browser,
  contextOptions: BrowserContextOptions = {},
): (look?: PageLook) => Promise<Page> {
  let opened: Promise<Page> | undefined;

  async function open(): Promise<Page> {
    const context = await browser.newContext(contextOptions);
    context.setDefaultTimeout(120_000);
    return await context.newPage();
  }

  return async ({ colorScheme = 'light', viewport = defaultViewport } = {}) => {
    opened ??= open();
    const page = await opened;
    for (const event of ['console', 'pageerror', 'request']) page.removeAllListeners(event);
    await Promise.all([page.context().unrouteAll(), page.unrouteAll()]);
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    return page;
  };
}
