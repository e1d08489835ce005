import { Router } from 'express';
import { z } from 'zod';
import { showTime } from '../../domain/call-lists.ts';
import { requireJson } from '../body.ts';
import { answerMethodNotAllowed, HttpProblem } from '../problem.ts';
import { withLedger, withTemporal } from './backends.ts';
import { addDays, countDays, startOfDay } from './days.ts';
import type { AdminDeps } from './deps.ts';
import { period, readInput, toPeriod } from './filters.ts';

const maxDays = 92;
/** Missing calls are logged like live ones: conversations reopen, rules run. The page has the same number. */
const maxReconcileDays = 7;
/** How far back Aircall lists calls (its help centre on the API). */
const listedDays = 180;

const Days = z.strictObject(period);
const Run = z.strictObject({
  id: z
    .string({
      error: ({ input }) =>
        input === undefined
          ? 'is missing. Use the id that POST /api/coverage/reconcile returned.'
          : 'may be given only once.',
    })
    .regex(/^reconcile-[\w:.-]{1,80}$/, {
      error: 'is not the id of a reconcile run. Use the id that POST /api/coverage/reconcile returned.',
    }),
});

/** `GET /coverage`, and the search for missing calls: `POST` and `GET /coverage/reconcile`. */
export function coverageRoutes({ ledger, calls, timezone, log, nowMs = Date.now }: AdminDeps): Router {
  const router = Router();
  router
    .route('/coverage')
    .get(async (request, response) => {
      const days = readInput(Days, request.query);
      const asked = toPeriod(days, timezone, maxDays);
      const rows = await withLedger(ledger, (of) => of.coverage(asked, timezone));
      response.json({ ...days, rows });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));

  router
    .route('/coverage/reconcile')
    .post(requireJson, async (request, response) => {
      const days = readInput(Days, request.body === undefined ? {} : request.body);
      if (countDays(days.from, days.to) > maxReconcileDays) throw tooMany(days, timezone);
      const { fromSeconds, toSeconds } = toPeriod(days, timezone, maxReconcileDays);
      const nowSeconds = Math.floor(nowMs() / 1000);
      if (fromSeconds > nowSeconds) {
        throw new HttpProblem({ status: 400, detail: 'from: is in the future. Choose past days.', field: 'from' });
      }
      if (toSeconds < nowSeconds - listedDays * 86_400) {
        const detail = 'to: is too long ago: Aircall lists only the calls of the last six months.';
        throw new HttpProblem({ status: 400, detail, field: 'to' });
      }
      // Aircall's periods include both ends. Whole days, so that asking again finds the running reconcile.
      const id = await withTemporal(() => calls.startReconcile({ fromSeconds, toSeconds: toSeconds - 1 }));
      log.info({ reconcile: id }, 'reconcile requested');
      response.status(202).json({ id });
    })
    .get(async (request, response) => {
      const { id } = readInput(Run, request.query);
      const progress = await withTemporal(() => calls.readReconcile(id));
      if (progress === null) {
        throw new HttpProblem({ status: 404, detail: 'Unknown run: it finished long ago, or never existed.' });
      }
      response.json({ id, ...progress });
    })
    .all(answerMethodNotAllowed('GET, HEAD, POST'));
  return router;
}

/** `backfill` reads bare days as days of UTC, so it gets times. */
function tooMany({ from, to }: z.output<typeof Days>, timezone: string): HttpProblem {
  const first = showTime(startOfDay(from, timezone));
  const last = showTime(startOfDay(addDays(to, 1), timezone) - 1);
  const detail =
    `from, to: that is ${countDays(from, to)} days; choose at most ${maxReconcileDays} days; ` +
    `for older calls use: callthread backfill --from ${first} --to ${last}`;
  return new HttpProblem({ status: 400, detail, field: 'from' });
}
