import express from 'express';
import { type HttpListener, listenHttp } from '../http/listen.ts';
import { answerNotFound, answerProblem } from '../http/middleware/problem.ts';
import { healthz } from '../http/routes/healthz.ts';
import { metricsRoute } from '../http/routes/metrics.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { ServiceWatch } from './watch-service.ts';

/**
 * `/metrics` and `/healthz` of a worker that runs alone. Calls are logged without them, so a port that is taken is only
 * told of.
 */
export async function listenBesideWorker(
  { metrics }: Pick<ServiceWatch, 'metrics'>,
  port: number,
  log: Logger,
): Promise<HttpListener | null> {
  const app = express().use(healthz(), metricsRoute(metrics)).use(answerNotFound, answerProblem(log));
  try {
    const listener = await listenHttp(app, port);
    log.info({ port: listener.port }, 'listening for /metrics and /healthz alone');
    return listener;
  } catch (error) {
    log.warn({ err: error }, 'WORKER_PORT cannot be had: this worker has no /metrics and no /healthz');
    return null;
  }
}
