import type { Client } from '@temporalio/client';
import type { Express } from 'express';
import type { Ledger } from '../adapters/ledger/ledger.ts';
import { createArchiveTeller } from '../adapters/temporal/archive-teller.ts';
import type { CallStarter } from '../adapters/temporal/call-starter.ts';
import { temporalReachable } from '../adapters/temporal/temporal-reachable.ts';
import type { Config } from '../config/config.ts';
import { isOfInterest } from '../domain/interest.ts';
import { createHttpApp } from '../http/create-http-app.ts';
import { frontWebhook } from '../http/routes/front-webhook.ts';
import { metricsRoute } from '../http/routes/metrics.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { createPages } from './create-pages.ts';
import type { ServiceWatch } from './watch-service.ts';

export interface ServiceAppOptions {
  config: Config;
  client: Client;
  namespace: string;
  calls: Pick<CallStarter, 'tell'>;
  ledger: Ledger | null;
  watch: Pick<ServiceWatch, 'metrics' | 'onWebhook' | 'onAnswered'>;
  tracing: Pick<Tracing, 'aroundWebhook'> | null;
  log: Logger;
}

/** @returns all that the ingress answers by HTTP, as the configuration opens it; docs/openapi.yaml tells of every route */
export function createServiceApp(options: ServiceAppOptions): Express {
  const { config, client, namespace, calls, ledger, watch, tracing, log } = options;
  const { webhookSecret } = config.front;
  const archives = createArchiveTeller({ client });
  return createHttpApp({
    webhookTokens: config.aircall.webhookTokens,
    calls,
    isOfInterest: (event) => isOfInterest(event, config.preferences),
    ready: () => temporalReachable(client),
    onWebhook: watch.onWebhook,
    aroundWebhook: tracing?.aroundWebhook,
    routers: [
      metricsRoute(watch.metrics),
      ...(webhookSecret === null ? [] : [frontWebhook({ webhookSecret, archives, log })]),
      ...createPages({ config, client, namespace, ledger, onAnswered: watch.onAnswered, log }),
    ],
    log,
  });
}
