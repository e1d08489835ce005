import type { Browser, Page } from 'playwright-core';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import type { ParkedCalls } from '../../../src/adapters/temporal/calls/parked-calls.ts';
import type { LedgerCall } from '../../../src/domain/ledger-call.ts';
import { aSeenCall } from '../../adapters/ledger/a-ledger-call.ts';
import { type AdminControl, adminControl } from '../../http/admin/admin-control.ts';
import { lines, nowMs, parkedCall, sampleCalls } from '../../http/admin/sample-calls.ts';
import {
  type AdminOptions,
  type AdminServed,
  adminToken,
  ledgerWith,
  serveAdmin,
} from '../../http/admin/serve-admin.ts';
import { builtPages } from '../kit/built-pages.ts';
import { openBrowser } from '../kit/open-browser.ts';
import { type PageLook, reusePage } from '../kit/reuse-page.ts';

/** The built pages on a real server, and a real browser. */
export interface AdminHouse {
  browser: Browser;
  served: AdminServed;
  control: AdminControl;
  ledger: Ledger;
  /** Opens a page, logged in; `faults` collects its errors. It is the house's only page: the previous one is gone. */
  enter(path: string, look?: PageLook): Promise<Entered>;
  close(): Promise<void>;
}

interface Entered {
  page: Page;
  /** Errors and breaches of the page's policy. */
  faults: string[];
}

export interface HouseOptions {
  calls?: LedgerCall[];
  parked?: ParkedCalls['calls'];
  /** Overrides of the defaults. */
  admin?: Partial<Omit<AdminOptions, 'calls' | 'folder'>>;
}

const defaultParked = (): ParkedCalls['calls'] => [
  parkedCall(1007, 'FrontRejected'),
  parkedCall(1008, 'FrontUnauthorized'),
];

/** Only Aircall has this call. */
const missed = aSeenCall({ id: 1099, line: lines.support, startedAtSeconds: nowMs / 1000 - 27 * 3600 });

export async function openHouse(options: HouseOptions = {}): Promise<AdminHouse> {
  const { calls = sampleCalls(), parked = defaultParked(), admin = {} } = options;
  const [folder, ledger, browser] = await Promise.all([builtPages(), ledgerWith(calls, [missed]), openBrowser()]);
  const control = adminControl(parked);
  const served = await serveAdmin({ calls: control, ledger, folder, ...admin });
  const nextPage = reusePage(browser, { locale: 'en-GB' });
  return {
    browser,
    served,
    control,
    ledger,
    async enter(path, look) {
      const page = await nextPage(look);
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('401')) faults.push(message.text());
      });
      const answer = await page.goto(`${served.url}${path}`);
      // Not again where an earlier test has logged in.
      if (answer?.status() === 401) {
        await page.getByLabel(/token|Jeton/).fill(adminToken);
        await page.getByRole('button').click();
      }
      await page.locator('h1').waitFor();
      return { page, faults };
    },
    async close() {
      await browser.close();
      await served.close();
      await ledger.close();
    },
  };
}
