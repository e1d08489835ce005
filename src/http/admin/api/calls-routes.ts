import { Router } from 'express';
import { z } from 'zod';
import { HttpProblem } from '../../http-problem.ts';
import { answerMethodNotAllowed } from '../../middleware/problem.ts';
import type { AdminDeps } from '../admin-deps.ts';
import { choices, day, toFilter } from '../call-filter.ts';
import { linksOf } from '../call-links.ts';
import { addDays, startOfDay } from '../day-range.ts';
import { readInput } from '../read-input.ts';
import { askingBoth } from './asking-both.ts';
import { askingLedger } from './asking-ledger.ts';

const mostCalls = 200;
const CallsQuery = z.strictObject({
  ...choices,
  from: day.optional(),
  to: day.optional(),
  limit: z.coerce
    .number({ error: 'is not a number.' })
    .int()
    .min(1)
    .max(mostCalls, { error: `is ${mostCalls} at most.` })
    .default(50),
  after: z.string({ error: 'is written once.' }).max(300).optional(),
});

export const CallId = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, { error: "is not a call. Write Aircall's id of it, in digits." })
    .transform(Number),
});

/** `GET /calls` and `GET /calls/:id`: what the ledger has, and of one call what its workflow says, too. */
export function callsRoutes({ ledger, calls, links, timezone }: AdminDeps): Router {
  const router = Router();
  router
    .route('/calls')
    .get(async (request, response) => {
      const { from, to, limit, after, ...chosen } = readInput(CallsQuery, request.query);
      if (from !== undefined && to !== undefined && from > to) {
        const detail = `to: ${to} is before ${from}. Put the earlier day into "from".`;
        throw new HttpProblem({ status: 400, detail, field: 'to' });
      }
      const filter = {
        ...toFilter(chosen),
        ...(from === undefined ? {} : { fromSeconds: startOfDay(from, timezone) }),
        ...(to === undefined ? {} : { toSeconds: startOfDay(addDays(to, 1), timezone) }),
      };
      const page = { limit, ...(after === undefined ? {} : { after }) };
      response.json(await askingLedger(ledger, (of) => of.list(filter, page)));
    })
    .all(answerMethodNotAllowed('GET, HEAD'));

  router
    .route('/calls/:id')
    .get(async (request, response) => {
      const { id } = readInput(CallId, request.params);
      const found = await askingBoth(ledger, calls, id);
      const everyoneSaid = found.reached && (found.ledgerReached || ledger === null);
      if (everyoneSaid && found.call === null && found.progress === null) {
        throw new HttpProblem({
          status: 404,
          detail: `No call ${id} is known. See that it is Aircall's id; "Reconcile" looks for calls of which no webhook has told.`,
        });
      }
      response.json({ ...found, links: linksOf(links, id, found.call, found.progress) });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}
