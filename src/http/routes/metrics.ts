import { Router } from 'express';
import type { Metrics } from '../../telemetry/metrics.ts';
import { answerMethodNotAllowed } from '../middleware/problem.ts';

/** `GET /metrics`, for Prometheus. It holds no numbers, names or ids; the outer web server need not pass it on. */
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
