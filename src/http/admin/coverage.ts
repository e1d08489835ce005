import { Router } from 'express';
import { z } from 'zod';
import { requireJson } from '../body.ts';
import { answerMethodNotAllowed, HttpProblem } from '../problem.ts';
import { askingLedger, askingTemporal } from './backends.ts';
import { countDays } from './days.ts';
import type { AdminDeps } from './deps.ts';
import { period, readInput, toPeriod } from './filters.ts';

const mostDays = 92;
/** What is missing is logged as live calls are: conversations open, rules run. The page has the same number. */
const mostLookedFor = 7;
/** Aircall's lists go back so far (its help centre on the API). */
const listedDays = 180;

const Days = z.strictObject(period);
const Run = z.strictObject({
  id: z
    .string({ error: 'is missing. Write what POST /api/coverage/reconcile has given.' })
    .regex(/^reconcile-[\w:.-]{1,80}$/, {
      error: 'is not of a reconcile. Write what POST /api/coverage/reconcile has given.',
    }),
});

/** `GET /coverage`, and the look for what is missing: `POST` and `GET /coverage/reconcile`. */
export function coverageRoutes({ ledger, calls, timezone, log, nowMs = Date.now }: AdminDeps): Router {
  const router = Router();
  router
    .route('/coverage')
    .get(async (request, response) => {
      const days = readInput(Days, request.query);
      const asked = toPeriod(days, timezone, mostDays);
      const rows = await askingLedger(ledger, (of) => of.coverage(asked, timezone));
      response.json({ ...days, rows });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));

  router
    .route('/coverage/reconcile')
    .post(requireJson, async (request, response) => {
      const days = readInput(Days, request.body === undefined ? {} : request.body);
      if (countDays(days.from, days.to) > mostLookedFor) throw tooMany(days);
      const { fromSeconds, toSeconds } = toPeriod(days, timezone, mostLookedFor);
      const nowSeconds = Math.floor(nowMs() / 1000);
      if (fromSeconds > nowSeconds) {
        throw new HttpProblem({ status: 400, detail: 'from: is in the future. Choose days that were.', field: 'from' });
      }
      if (toSeconds < nowSeconds - listedDays * 86_400) {
        const detail = 'to: is too long ago: Aircall lists the calls of the last six months alone.';
        throw new HttpProblem({ status: 400, detail, field: 'to' });
      }
      // Aircall's periods have both ends within them. By whole days, so that asking again finds the run that is under way.
      const id = await askingTemporal(() => calls.startReconcile({ fromSeconds, toSeconds: toSeconds - 1 }));
      log.info({ reconcile: id }, 'a person asked to reconcile');
      response.status(202).json({ id });
    })
    .get(async (request, response) => {
      const { id } = readInput(Run, request.query);
      const progress = await askingTemporal(() => calls.readReconcile(id));
      if (progress === null) {
        throw new HttpProblem({ status: 404, detail: 'There is no such run: it was long ago, or never was.' });
      }
      response.json({ id, ...progress });
    })
    .all(answerMethodNotAllowed('GET, HEAD, POST'));
  return router;
}

function tooMany({ from, to }: z.output<typeof Days>): HttpProblem {
  const detail =
    `from, to: that is ${countDays(from, to)} days; choose at most ${mostLookedFor} days; ` +
    `for older calls use: callthread backfill --from ${from} --to ${to}`;
  return new HttpProblem({ status: 400, detail, field: 'from' });
}
