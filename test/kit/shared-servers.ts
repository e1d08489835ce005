import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserServer } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { type RealPostgres, startRealPostgres } from '../../simulators/postgres/real-postgres.ts';
import { startTemporalServer, type TemporalServer } from '../../simulators/temporal/start-temporal-server.ts';
import { findBrowser } from '../browser/kit/find-browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of what gives the run's shared servers to its files. */
    sharedServers: string;
  }
}

/** A namespace for one file, on the run's development server. */
export interface SharedNamespace {
  address: string;
  namespace: string;
}

/** Many enough for a run; when they are used up, another server starts. */
const namespacesPerServer = 60;

/**
 * For vitest's `globalSetup`: one development server of Temporal, one PostgreSQL and one Chromium for all test files of a
 * run. Each starts when the first file asks for it. Its process is this one, and the files run in others, so they ask over HTTP.
 */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const servers: Array<Promise<TemporalServer>> = [];
  let given = 0;
  let browser: Promise<BrowserServer> | undefined;
  let postgres: Promise<RealPostgres> | undefined;

  async function nextNamespace(): Promise<SharedNamespace> {
    const place = given % namespacesPerServer;
    if (place === 0) {
      const namespaces = Array.from({ length: namespacesPerServer }, (_, index) => namespaceName(index));
      servers.push(startTemporalServer({ uiPort: false, fast: true, namespaces, report: console.error }));
    }
    given += 1;
    const server = await servers.at(-1);
    return { address: server?.address ?? '', namespace: namespaceName(place) };
  }

  async function browserEndpoint(): Promise<string> {
    browser ??= launchBrowser();
    return (await browser).wsEndpoint();
  }

  async function newDatabase(): Promise<string> {
    postgres ??= startRealPostgres();
    return await (await postgres).newDatabase();
  }

  const answers: Record<string, () => Promise<unknown>> = {
    '/namespace': nextNamespace,
    '/browser': browserEndpoint,
    '/database': newDatabase,
  };
  const http = createServer((request, response) => {
    const answer = answers[request.url ?? ''] ?? (() => Promise.reject(new Error(`no ${request.url}`)));
    answer().then(
      (found) => response.end(JSON.stringify(found)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  provide('sharedServers', `http://127.0.0.1:${(http.address() as AddressInfo).port}`);
  return async () => {
    http.close();
    http.closeAllConnections();
    await Promise.all([
      ...servers.map(async (server) => (await server.catch(() => undefined))?.stop()),
      browser?.then((started) => started.close()).catch(() => undefined),
      postgres?.then((started) => started.stop()).catch(() => undefined),
    ]);
  };
}

function namespaceName(index: number): string {
  return `file-${index + 1}`;
}

async function launchBrowser(): Promise<BrowserServer> {
  const executablePath = await findBrowser();
  if (executablePath === undefined) throw new Error('no Chromium: install it, or name it in CHROMIUM_PATH');
  // Loaded on demand: most single files need no browser.
  const { chromium } = await import('playwright-core');
  // Chromium's sandbox refuses to run as root, which is usual in containers.
  const asRoot = process.getuid?.() === 0;
  return await chromium.launchServer({
    executablePath,
    host: '127.0.0.1',
    chromiumSandbox: !asRoot,
    args: ['--disable-dev-shm-usage', '--mute-audio', '--disable-gpu'],
  });
}
