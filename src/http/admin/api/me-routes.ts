import { Router } from 'express';
import { ledgerStates } from '../../../domain/ledger-call.ts';
import { qualifications } from '../../../domain/qualification.ts';
import { textsIn } from '../../../texts/texts.ts';
import { answerMethodNotAllowed } from '../../middleware/problem.ts';
import type { AdminDeps } from '../admin-deps.ts';
import { directions } from '../call-filter.ts';
import { dayAt } from '../day-range.ts';
import { askingLedger } from './asking-ledger.ts';

/** `GET /me`: what the pages go by; `GET /choices`: what can be chosen in their filters. */
export function meRoutes({ ledger, language, timezone, version, nowMs = Date.now }: AdminDeps): Router {
  const router = Router();
  router
    .route('/me')
    .get((_request, response) => {
      const { qualification } = textsIn(language).entries;
      const today = dayAt(nowMs(), timezone);
      response.json({ language, timezone, version, today, ledger: ledger !== null, qualification });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  router
    .route('/choices')
    .get(async (_request, response) => {
      const { lines, agents } = await askingLedger(ledger, (of) => of.choices());
      response.json({ lines, agents, states: ledgerStates, directions, qualifications });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}
