import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../kit/open-browser.ts';
import { type DemoProcess, runDemoProcess } from './demo-process.ts';

const folder = 'docs/screenshots';
let demo: DemoProcess;
let browser: Browser;
beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  [demo, browser] = await Promise.all([runDemoProcess(), openBrowser()]);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
}, 60_000);

async function openPage(width: number, height: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 1,
    colorScheme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  return page;
}

async function logIn(page: Page): Promise<void> {
  await page.goto(`${demo.adminUrl}/`);
  await page.getByLabel(/token/i).fill(demo.adminToken);
  await page.getByRole('button').first().click();
  await page.getByRole('table').waitFor();
}

const take = async (page: Page, name: string, fullPage = false): Promise<void> => {
  // Charts draw themselves after their data.
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage });
};

/** A call that Front refuses, for the page of those that are parked. */
async function parkOne(): Promise<void> {
  const post = async (url: string, body: unknown): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const { ok, status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!ok) throw new Error(`${url} answered ${status}`);
  };
  await post(`${demo.inboxUrl}/_sim/faults`, { path: '/imported_messages$', kind: 'status', status: 403, times: 1 });
  const caller = '+33 6 39 98 01 20';
  await post(`${demo.aircallUrl}/_sim/calls`, { direction: 'inbound', caller, line: 51001, ringSeconds: 12 });
}

it('takes screenshots of AI notes', { timeout: 300_000 }, async () => {
  const inbox = await openPage(1280, 800);
  await inbox.goto(demo.inboxUrl);
  await inbox
    .getByRole('link', { name: /Marc Lefèvre/ })
    .first()
    .click();
  await expect.poll(() => inbox.getByText('AI summary (Aircall)').count(), { timeout: 120_000 }).toBe(1);
  await inbox
    .frameLocator('#plugin')
    .getByRole('button', { name: /^Inbound call/ })
    .click();
  await inbox.frameLocator('#plugin').getByText('asks when it comes').waitFor();
  await take(inbox, 'plugin-notes');
  await inbox.setViewportSize({ width: 1280, height: 1400 });
  const clip = await inbox.locator('#conversation .comment').last().boundingBox();
  if (clip !== null) await inbox.screenshot({ path: `${folder}/ai-notes.png`, clip });
});

it("takes screenshots of every page, with the demo's data", { timeout: 600_000 }, async () => {
  const page = await openPage(1200, 800);
  await page.goto(`${demo.adminUrl}/`);
  await take(page, 'login');
  await logIn(page);
  await take(page, 'calls');
  await page
    .getByRole('link', { name: /Marc Lefèvre/ })
    .last()
    .click();
  await page.getByRole('heading', { name: 'Completed steps' }).waitFor();
  await take(page, 'call', true);
  await page.goto(`${demo.adminUrl}/reports`);
  await take(page, 'reports', true);
  await page.goto(`${demo.adminUrl}/coverage`);
  await take(page, 'coverage');
  await parkOne();
  await expect
    .poll(
      async () => {
        await page.goto(`${demo.adminUrl}/parked`);
        await page.waitForLoadState('networkidle');
        return await page.getByText('FrontUnauthorized').count();
      },
      { timeout: 60_000, interval: 1000 },
    )
    .toBeGreaterThan(0);
  await take(page, 'parked');

  await page.goto(`${demo.adminUrl}/callbacks`);
  await take(page, 'callbacks', true);

  const dark = await openPage(1200, 800, 'dark');
  await logIn(dark);
  await dark.goto(`${demo.adminUrl}/reports`);
  await take(dark, 'reports-dark');
  const phone = await openPage(360, 740);
  await logIn(phone);
  await take(phone, 'calls-phone');

  const missed = await openPage(1280, 800);
  await missed.goto(demo.inboxUrl);
  await missed
    .getByRole('link', { name: /Lucas Moreau/ })
    .first()
    .click();
  await missed.frameLocator('#plugin').getByText('Call back').waitFor();
  await take(missed, 'plugin-callback');

  for (const [name, scheme] of [
    ['plugin', 'light'],
    ['plugin-dark', 'dark'],
  ] as const) {
    const inbox = await openPage(1280, 800, scheme);
    await inbox.goto(demo.inboxUrl);
    await inbox
      .getByRole('link', { name: /Claire Petit/ })
      .first()
      .click();
    await inbox.frameLocator('#plugin').getByText('Outbound call').click();
    await inbox.frameLocator('#plugin').locator('audio').first().waitFor();
    await take(inbox, name);
    // The simulator renders its page anew with every change, so the page is taken and cut.
    const clip = await inbox.locator('#conversation').boundingBox();
    if (name === 'plugin' && clip !== null) await inbox.screenshot({ path: `${folder}/conversation.png`, clip });
  }
});
