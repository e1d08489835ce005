import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import type { CallControl } from '../../../src/adapters/temporal/calls/call-control.ts';
import type { LedgerCall, SeenCall } from '../../../src/domain/ledger-call.ts';
import type { AdminDeps } from '../../../src/http/admin/deps.ts';
import { adminRoutes } from '../../../src/http/admin/routes.ts';
import { createHttpApp } from '../../../src/http/app.ts';
import { createWebAssets } from '../../../src/http/assets.ts';
import { callersPage } from '../../../src/http/callers.ts';
import { listenHttp } from '../../../src/http/listen.ts';
import { openTestLedger } from '../../adapters/ledger/open-test-ledger.ts';
import { watchAnswers } from '../../openapi/watch-answers.ts';
import { type Answer, readAnswer } from '../serve-app.ts';
import { nowMs, timezone } from './sample-calls.ts';

export const adminToken = 'admin-token-for-tests-0001';

export interface AdminServed {
  url: string;
  lines: string[];
  /** Asks the interface with the token. */
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends JSON with the token. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export interface AdminOptions extends Partial<Omit<AdminDeps, 'calls' | 'log' | 'web'>> {
  calls: CallControl;
  /** Of built pages. */
  folder?: string;
}

/** The administrator's pages on a real server. */
export async function serveAdmin({
  folder = join(tmpdir(), 'no-pages'),
  ...given
}: AdminOptions): Promise<AdminServed> {
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) });
  const web = createWebAssets(folder);
  const settings = { adminToken, secureCookies: false, ledger: null, language: 'en' as const, nowMs: () => nowMs };
  const pages = adminRoutes({
    ...settings,
    links: {
      front: 'https://app.frontapp.com/open/{id}',
      aircall: 'https://assets.aircall.io/calls/{id}/{media}',
      temporalUi: 'http://localhost:8233/namespaces/default/workflows/{workflowId}/{runId}/history',
    },
    readSummary: async () => null,
    timezone,
    version: '1.2.3',
    web,
    log,
    ...given,
  });
  const app = createHttpApp({
    webhookTokens: [],
    calls: { deliver: () => Promise.reject(new Error('no call is delivered in these tests')) },
    isOfInterest: () => false,
    unreadyReason: async () => null,
    routers: [web.router, pages, callersPage({ ...settings, ...given })],
    log,
  });
  const watch = watchAnswers(app);
  const listener = await listenHttp(watch.app, 0, '127.0.0.1', 100);
  const url = `http://127.0.0.1:${listener.port}`;
  const authorization = `Bearer ${adminToken}`;
  return {
    url,
    lines,
    get: async (path, headers = {}) =>
      await readAnswer(await fetch(`${url}/api${path}`, { headers: { authorization, ...headers } })),
    post: async (path, body, headers = {}) =>
      await readAnswer(
        await fetch(`${url}/api${path}`, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json', ...headers },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
    async close() {
      await listener.close();
      watch.assertKept();
    },
  };
}

/** A real ledger, embedded, with these calls in it. */
export async function ledgerWith(calls: LedgerCall[], seen: SeenCall[] = []): Promise<Ledger> {
  const ledger = await openTestLedger();
  for (const call of calls) await ledger.record(call, nowMs);
  if (seen.length > 0) await ledger.recordListed(seen);
  return ledger;
}
