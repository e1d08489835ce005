import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { createWebAssets } from '../../../src/http/assets.ts';
import { openTestLedger } from '../../adapters/ledger/open-test-ledger.ts';
import { type PluginServed, type PluginSettings, servePlugin } from '../../http/plugin/serve-plugin.ts';
import { builtPages } from '../kit/built-pages.ts';
import { openBrowser } from '../kit/open-browser.ts';
import { type PageLook, reusePage } from '../kit/reuse-page.ts';
import { openSidebar, type Sidebar, type SidebarOptions } from './open-sidebar.ts';

export interface Stage {
  readonly ledger: Ledger;
  /** The built plugin on its own server, which lets the simulated Front frame it. */
  serve(settings?: PluginSettings): Promise<PluginServed>;
  open(served: PluginServed, options?: SidebarOptions): Promise<Sidebar>;
}

const viewport = { width: 900, height: 900 };
const contextOptions: BrowserContextOptions = { reducedMotion: 'reduce' };

/** One build, browser, page and ledger for a test file; what a test opens is closed after it. */
export function useStage(): Stage {
  let pages: string;
  let browser: Browser;
  let ledger: Ledger;
  let nextPage: (look: PageLook) => Promise<Page>;
  const closing: Array<() => Promise<void>> = [];
  beforeAll(async () => {
    [pages, browser, ledger] = await Promise.all([builtPages(), openBrowser(), openTestLedger()]);
    nextPage = reusePage(browser, contextOptions);
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  afterAll(async () => {
    await Promise.all([browser.close(), ledger.close()]);
  });
  return {
    get ledger() {
      return ledger;
    },
    async serve(settings = {}) {
      const { deps, ...others } = settings;
      const served = await servePlugin({
        ledger,
        web: createWebAssets(pages),
        ...others,
        deps: { frameAncestors: ['http://localhost:*', 'http://127.0.0.1:*'], ...deps },
      });
      closing.push(served.close);
      return served;
    },
    async open(served, options = {}) {
      // A page with a clock that a test controls never returns to the real one.
      const pageFor = options.ownClock ? reusePage(browser, contextOptions) : nextPage;
      const page = await pageFor({ viewport, colorScheme: options.dark ? 'dark' : 'light' });
      const sidebar = await openSidebar(page, served.url, options);
      // Closed before its server.
      closing.unshift(async () => {
        await sidebar.close();
        if (options.ownClock) await page.context().close();
      });
      return sidebar;
    },
  };
}
