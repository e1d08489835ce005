import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { adminToken } from '../../http/admin/serve-admin.ts';
import { findAxeFaults } from '../kit/find-axe-faults.ts';
import { type AdminHouse, openHouse } from './open-admin.ts';

let house: AdminHouse;
beforeAll(async () => {
  house = await openHouse({ admin: { secureCookies: true } });
});
afterAll(() => house.close());

/** @returns the address of a proxy that sends requests for any host to the service */
async function openProxy(): Promise<string> {
  const proxy = createServer((asked, answer) => {
    const { pathname, search } = new URL(asked.url ?? '/');
    const passed = request(`${house.served.url}${pathname}${search}`, { method: asked.method, headers: asked.headers });
    passed.on('response', (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

describe('logging in to a service set up for https', () => {
  it('fails over http and says why: browsers drop the cookie', async () => {
    const context = await house.browser.newContext({ proxy: { server: await openProxy() } });
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    await page.goto('http://callthread.example/reports');
    await page.getByText('Open it over https.').waitFor();
    expect(await findAxeFaults(page.mainFrame())).toEqual([]);
    await page.getByLabel('Admin token').fill(adminToken);
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    await page.getByText('Open it over https.').waitFor();
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  it('works on localhost, which browsers trust', async () => {
    const { page } = await house.enter('/');
    await page.getByRole('heading', { name: 'Calls', level: 1 }).waitFor();
    await page.context().clearCookies();
    await page.goto(house.served.url);
    await page.getByLabel('Admin token').waitFor();
    expect(await page.getByText('Open it over https.').count()).toBe(0);
  });
});
