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
 * `GET /readyz`: webhooks can be taken, which is so while Temporal is reachable.
 * @param ready answers within a second or so; a rejection counts as no
 */
export function readyz(ready: () => Promise<boolean>): Router {
  const isReady = keepAnswer(ready);
  const router = Router();
  router
    .route('/readyz')
    .get(async (_request, response) => {
      response.set('cache-control', 'no-store');
      if (!(await isReady())) {
        throw new HttpProblem({ status: 503, detail: 'Temporal is not reachable.', headers: { 'retry-after': '5' } });
      }
      response.json({ status: 'ready' });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}

/** Concurrent requests share one answer, and so do those within a second after it. */
function keepAnswer(ready: () => Promise<boolean>): () => Promise<boolean> {
  let answer: Promise<boolean> | null = null;
  return () => {
    answer ??= ready()
      .catch(() => false)
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
