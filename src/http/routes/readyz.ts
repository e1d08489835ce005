import { Router } from 'express';
import { HttpProblem } from '../http-problem.ts';
import { answerMethodNotAllowed } from '../middleware/problem.ts';

/**
 * `GET /readyz`: webhooks can be taken, which is so while Temporal is reachable.
 * @param ready answers within a second or so; a rejection counts as no
 */
export function readyz(ready: () => Promise<boolean>): Router {
  const router = Router();
  router
    .route('/readyz')
    .get(async (_request, response) => {
      const isReady = await ready().catch(() => false);
      response.set('cache-control', 'no-store');
      if (!isReady) {
        throw new HttpProblem({ status: 503, detail: 'Temporal is not reachable.', headers: { 'retry-after': '5' } });
      }
      response.json({ status: 'ready' });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}
