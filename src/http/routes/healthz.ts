import { Router } from 'express';
import { answerMethodNotAllowed } from '../middleware/problem.ts';

/** `GET /healthz`: the process is alive, whatever it depends on. */
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
