import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { createWebAssets } from '../../../src/http/assets.ts';
import { openTestLedger } from '../../adapters/ledger/open-test-ledger.ts';
import { type PluginServed, type PluginSettings, servePlugin } from '../../http/plugin/serve-plugin.ts';
import { builtPages } from '../kit/built-pages.ts';
import { openBrowser } from '../kit/open-browser.ts';
import { openSidebar, type Sidebar, type SidebarOptions } from './open-sidebar.ts';

export interface Stage {
  readonly ledger: Ledger;
  readonly browser: Browser;
  /** The built plugin on its own server, which lets the simulated Front frame it. */
  serve(settings?: PluginSettings): Promise<PluginServed>;
  open(served: PluginServed, options?: SidebarOptions): Promise<Sidebar>;
}

/** One build, browser and ledger for a test file; what a test opens is closed after it. */
export function useStage(): Stage {
  let pages: string;
  let browser: Browser;
  let ledger: Ledger;
  const closing: Array<() => Promise<void>> = [];
  beforeAll(async () => {
    [pages, browser, ledger] = await Promise.all([builtPages(), openBrowser(), openTestLedger()]);
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
    get browser() {
      return browser;
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
    async open(served, options) {
      const sidebar = await openSidebar(browser, served.url, options);
      // Closed before its server.
      closing.unshift(sidebar.close);
      return sidebar;
    },
  };
}
