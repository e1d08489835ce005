import { type Browser, chromium } from 'playwright-core';
import { askSharedServers } from '../../kit/shared-namespace.ts';

/** @returns the run's Chromium, without a window; its `close` ends only what was opened with it */
export async function openBrowser(): Promise<Browser> {
  return await chromium.connect(await askSharedServers<string>('/browser'));
}
