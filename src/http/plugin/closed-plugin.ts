import { Router } from 'express';
import type { Language } from '../../domain/language.ts';
import { answerMethodNotAllowed } from '../middleware/problem.ts';
import { refusalPage } from './refusal-page.ts';

/** `GET /plugin` where no secret is configured: none can be right. */
export function closedPlugin(language: Language): Router {
  const router = Router();
  router
    .route('/plugin')
    .get((_request, response) => {
      response.status(401).set('cache-control', 'no-store').type('html').send(refusalPage(language));
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}
