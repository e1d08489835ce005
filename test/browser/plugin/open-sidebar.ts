import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, Page } from 'playwright-core';
import { pluginSecret } from '../../http/plugin/serve-plugin.ts';
import type { FrontContext, Recipient } from './front-context.ts';
import { hostPage } from './host-page.ts';

export interface Sidebar {
  page: Page;
  /** The plugin's frame. */
  frame: Frame;
  /** Errors and breaches of a policy. */
  complaints: string[];
  /** Every requested address. */
  asked: string[];
  /** Opens something else in Front. */
  send(context: FrontContext, recipients?: Recipient[]): Promise<void>;
  close(): Promise<void>;
}

export interface SidebarOptions {
  dark?: boolean;
  /**
   * Whether Front's simulator is of the plugin's own site, which Front never is: browsers that keep nothing for framed
   * pages of other sites, as this one does, then let the page keep things.
   */
  sameSite?: boolean;
  /** Whether the test controls the pages' clock (`page.clock`), which needs a page of its own. */
  ownClock?: boolean;
}

/** Opens the plugin in the simulated Front, which is another site, as Front is. */
export async function openSidebar(page: Page, pluginUrl: string, options: SidebarOptions = {}): Promise<Sidebar> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(hostPage(`${pluginUrl}/plugin?auth_secret=${pluginSecret}`));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  if (options.ownClock) await page.clock.install();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`http://${options.sameSite ? '127.0.0.1' : 'localhost'}:${(server.address() as AddressInfo).port}/`);
  const element = await page.waitForSelector('iframe');
  const frame = await element.contentFrame();
  if (frame === null) throw new Error('the frame has no page');
  return {
    page,
    frame,
    complaints,
    asked,
    send: async (context, recipients = []) => {
      const sent = JSON.stringify([context, recipients]);
      await page.evaluate(`sendContext(...${sent})`);
    },
    async close() {
      // Leaves the plugin before its server closes, and with all that it still does.
      await page.goto('about:blank');
      server.close();
      server.closeAllConnections();
    },
  };
}
