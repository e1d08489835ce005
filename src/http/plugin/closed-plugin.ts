import { Router } from 'express';
import type { Language } from '../../texts/texts.ts';
import { answerMethodNotAllowed } from '../middleware/problem.ts';
import { pageHeaders } from './plugin-page.ts';
import { refusalPage } from './refusal-page.ts';

/** `GET /plugin` where no secret is configured: none can be right. Front shows in its frame what is missing. */
export function closedPlugin(language: Language, frameAncestors: readonly string[]): Router {
  const router = Router();
  router
    .route('/plugin')
    .all(pageHeaders(frameAncestors))
    .get((_request, response) => {
      response.status(401).type('html').send(refusalPage(language));
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}
