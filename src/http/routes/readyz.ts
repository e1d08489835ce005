import { Router } from 'express';
import { HttpProblem } from '../http-problem.ts';
import { answerMethodNotAllowed } from '../middleware/problem.ts';

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

/** All who ask at the same time share one answer, and so do those who ask within a second after it. */
function keepAnswer(ready: () => Promise<boolean>): () => Promise<boolean> {
  let answer: Promise<boolean> | null = null;
  return () => {
    answer ??= ready()
      .catch(() => false)
      .finally(() => setTimeout(() => (answer = null), keptMs).unref());
    return answer;
  };
}
