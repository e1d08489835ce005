import type { RequestListener } from 'node:http';
import type { Client } from '@temporalio/client';
import express, { type Express, type Router } from 'express';
import { createOpenAudio } from '../adapters/aircall/audio.ts';
import { createAircallClient } from '../adapters/aircall/client.ts';
import { readSummary } from '../adapters/aircall/notes.ts';
import type { OnAnswered } from '../adapters/http/request.ts';
import type { Ledger } from '../adapters/ledger/ledger.ts';
import { createCallControl } from '../adapters/temporal/calls/call-control.ts';
import { createCallbacks } from '../adapters/temporal/calls/callbacks.ts';
import type { NoteDeliverer } from '../adapters/temporal/calls/deliver-note.ts';
import type { CallStarter } from '../adapters/temporal/calls/start-call.ts';
import type { CardStarter } from '../adapters/temporal/calls/start-card.ts';
import { temporalReachable } from '../adapters/temporal/connection/namespace.ts';
import { deriveCallbackKeys } from '../adapters/temporal/encryption/codec.ts';
import { createJsonCodec } from '../adapters/temporal/encryption/json-codec.ts';
import { createArchiveNotifier } from '../adapters/temporal/operations/archive.ts';
import { callTaskQueue } from '../adapters/temporal/operations/workers.ts';
import type { Config } from '../config/config.ts';
import { isOfInterest } from '../domain/call-event.ts';
import { adminRoutes } from '../http/admin/routes.ts';
import { createHttpApp } from '../http/app.ts';
import { createWebAssets } from '../http/assets.ts';
import { callersPage } from '../http/callers.ts';
import { codecRoutes } from '../http/codec.ts';
import { type HttpListener, listenHttp } from '../http/listen.ts';
import { frontHosts, pluginDisabled } from '../http/plugin/page.ts';
import { pluginRoutes } from '../http/plugin/routes.ts';
import { healthz, metricsRoute } from '../http/probes.ts';
import { answerNotFound, answerProblem } from '../http/problem.ts';
import { frontWebhook } from '../http/webhooks/front.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { packageVersion } from './package-version.ts';
import { StartError } from './start-error.ts';
import type { ServiceMetrics } from './telemetry.ts';
import type { NamespaceSetup } from './temporal.ts';

interface ServiceAppOptions {
  config: Config;
  client: Client;
  /** What else keeps Temporal from storing calls. */
  setup: Pick<NamespaceSetup, 'problem'>;
  namespace: string;
  calls: Pick<CallStarter, 'deliver'>;
  /** Absent: no cards. */
  cards?: CardStarter | undefined;
  /** Absent: notes are ignored. */
  notes?: NoteDeliverer | undefined;
  ledger: Ledger | null;
  watch: Pick<ServiceMetrics, 'metrics' | 'onWebhook' | 'onAnswered'>;
  tracing: Pick<Tracing, 'aroundWebhook'> | null;
  log: Logger;
}

/** @returns the whole HTTP interface as configured; docs/openapi.yaml describes every route */
export function createServiceApp(options: ServiceAppOptions): Express {
  const { config, client, setup, namespace, calls, notes, cards, ledger, watch, tracing, log } = options;
  const { webhookSecret } = config.front;
  const archives = createArchiveNotifier({ client });
  const callbacks = createCallbacks({
    client,
    taskQueue: callTaskQueue,
    keys: deriveCallbackKeys(config.encryptionKeys),
    timeoutMs: 1500,
  });
  const reported = config.preferences.callbacks === null ? null : callbacks;
  const undoneTags = config.preferences.rules.flatMap((rule) =>
    rule.on === 'comment' && rule.untagOnArchive ? [rule.tag] : [],
  );
  return createHttpApp({
    webhookTokens: config.aircall.webhookTokens,
    calls,
    notes,
    isOfInterest: (event) => isOfInterest(event, config.preferences),
    cards,
    unreadyReason: async () => ((await temporalReachable(client)) ? setup.problem() : 'Temporal is not reachable.'),
    onWebhook: watch.onWebhook,
    aroundWebhook: tracing?.aroundWebhook,
    routers: [
      metricsRoute(watch.metrics),
      ...(webhookSecret === null
        ? []
        : [frontWebhook({ webhookSecret, archives, undoneTags, callbacks: reported, log })]),
      ...createPages({ config, client, namespace, ledger, onAnswered: watch.onAnswered, log }),
    ],
    log,
  });
}

interface PagesOptions {
  config: Config;
  client: Client;
  namespace: string;
  ledger: Ledger | null;
  onAnswered: OnAnswered;
  log: Logger;
}

/** @returns the routes of the enabled pages: the plugin needs its secret, the admin pages the token, the codec token and keys */
function createPages({ config, client, namespace, ledger, onAnswered, log }: PagesOptions): Router[] {
  const { adminToken, encryptionKeys, preferences, front, aircall, http, temporalUiUrl } = config;
  const web = createWebAssets();
  const asked = createAircallClient({ ...aircall, onAnswered });
  const secureCookies = http.publicUrl?.startsWith('https://') ?? false;
  const routers = [callersPage({ adminToken, secureCookies, ledger, language: preferences.language })];
  const frameAncestors = [...frontHosts, ...ownHost(front.apiUrl)];
  if (front.pluginSecret === null) routers.push(pluginDisabled(preferences.language, frameAncestors));
  else {
    const { pluginSecret: secret } = front;
    const openAudio = createOpenAudio(aircall.apiUrl, onAnswered);
    const common = { ledger, preferences, log, frameAncestors };
    routers.push(pluginRoutes({ secret, web, aircall: asked, openAudio, ...common }));
  }
  if (adminToken !== null) {
    const { language, timezone } = preferences;
    const links = {
      front: 'https://app.frontapp.com/open/{id}',
      aircall: 'https://assets.aircall.io/calls/{id}/{media}',
      temporalUi:
        temporalUiUrl === null
          ? null
          : `${temporalUiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/{workflowId}/{runId}/history`,
    };
    const calls = createCallControl({ client });
    const summaryOf = async (id: number) => (preferences.ai.summary ? await readSummary(asked, id) : null);
    const common = { language, timezone, version: packageVersion(), web, log };
    routers.push(adminRoutes({ adminToken, secureCookies, ledger, calls, links, readSummary: summaryOf, ...common }));
    if (encryptionKeys.length > 0) {
      const uiOrigin = temporalUiUrl === null ? null : new URL(temporalUiUrl).origin;
      routers.push(codecRoutes({ codec: createJsonCodec(encryptionKeys), adminToken, secureCookies, uiOrigin }));
    }
  }
  return [web.router, ...routers];
}

/** The Front simulator shows the plugin on the host of its API. */
function ownHost(apiUrl: string): string[] {
  const { hostname, origin } = new URL(apiUrl);
  return /(?:^|\.)(?:frontapp|frontapplication)\.com$/.test(hostname) ? [] : [origin];
}

/** @throws {StartError} when the port cannot be used */
export async function listenForWebhooks(app: RequestListener, port: number): Promise<HttpListener> {
  try {
    return await listenHttp(app, port);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const remedy = 'Set PORT to another, or stop what is listening there.';
    throw new StartError(`Port ${port} cannot be used (${code}). ${remedy}`, { cause: error });
  }
}

/** Serves `/metrics` and `/healthz` for a worker that runs alone. It works without them, so a failure is only logged. */
export async function listenBesideWorker(
  { metrics }: Pick<ServiceMetrics, 'metrics'>,
  port: number,
  log: Logger,
): Promise<HttpListener | null> {
  const app = express().use(healthz(), metricsRoute(metrics)).use(answerNotFound, answerProblem(log));
  try {
    const listener = await listenHttp(app, port);
    log.info({ port: listener.port }, 'serving /metrics and /healthz');
    return listener;
  } catch (error) {
    log.warn({ err: error }, 'WORKER_PORT cannot be used: this worker does not serve /metrics and /healthz');
    return null;
  }
}
