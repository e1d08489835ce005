import { Router } from 'express';
import type { Metrics } from '../telemetry/metrics.ts';
import { answerMethodNotAllowed, HttpProblem } from './problem.ts';

/** `GET /healthz`: the process is alive, whatever the state of its dependencies. */
export function healthz(): Router {
  const router = Router();
  router
    .route('/healthz')
    .get((_request, response) => {
      response.set('cache-control', 'no-store').json({ status: 'alive' });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}

/** Anyone may ask, so the answer is kept: Temporal gets one question a second, however many ask. */
const keptMs = 1000;

/**
 * `GET /readyz`: whether webhooks can be stored.
 * @param unreadyReason resolves within about a second, with null when they can; a rejection counts as not ready
 */
export function readyz(unreadyReason: () => Promise<string | null>): Router {
  const findReason = keepAnswer(unreadyReason);
  const router = Router();
  router
    .route('/readyz')
    .get(async (_request, response) => {
      response.set('cache-control', 'no-store');
      const detail = await findReason();
      if (detail !== null) throw new HttpProblem({ status: 503, detail, headers: { 'retry-after': '5' } });
      response.json({ status: 'ready' });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}

/** Concurrent requests share one answer, and so do those within a second after it. */
function keepAnswer(unreadyReason: () => Promise<string | null>): () => Promise<string | null> {
  let answer: Promise<string | null> | null = null;
  return () => {
    answer ??= unreadyReason()
      .catch(() => 'Temporal is not reachable.')
      .finally(() => setTimeout(() => (answer = null), keptMs).unref());
    return answer;
  };
}

/** `GET /metrics`, for Prometheus. It has no numbers, names or ids; the reverse proxy need not forward it. */
export function metricsRoute(metrics: Pick<Metrics, 'text' | 'contentType'>): Router {
  const router = Router();
  router
    .route('/metrics')
    .get(async (_request, response) => {
      response.set({ 'cache-control': 'no-store', 'content-type': metrics.contentType }).send(await metrics.text());
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}
