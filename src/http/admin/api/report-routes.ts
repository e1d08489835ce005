import { Router } from 'express';
import { z } from 'zod';
import type { LedgerState } from '../../../domain/ledger-call.ts';
import { answerMethodNotAllowed } from '../../middleware/problem.ts';
import type { AdminDeps } from '../admin-deps.ts';
import { choices, period, toFilter, toPeriod } from '../call-filter.ts';
import { readInput } from '../read-input.ts';
import { reportCsv } from '../report-csv.ts';
import { askingLedger } from './asking-ledger.ts';

const mostDays = 1100;
/** Those that are in Front, or are to be: what was left out never came to the team. */
const inFront: LedgerState[] = ['logged', 'parked'];
const { direction, qualification, line, agent } = choices;
const ReportQuery = z.strictObject({ ...period, direction, qualification, line, agent });

/** `GET /report` and `GET /report.csv`: inbound calls, unless `direction` says otherwise. */
export function reportRoutes({ ledger, timezone, language }: AdminDeps): Router {
  const router = Router();
  router
    .route(['/report', '/report.csv'])
    .get(async (request, response) => {
      const { from, to, ...chosen } = readInput(ReportQuery, request.query);
      const filter = {
        ...toFilter({ direction: ['inbound'], ...chosen }),
        states: inFront,
        ...toPeriod({ from, to }, timezone, mostDays),
      };
      const report = await askingLedger(ledger, (of) => of.report(filter, timezone));
      if (!request.path.endsWith('.csv')) {
        response.json({ from, to, ...report });
        return;
      }
      response
        .set('content-disposition', `attachment; filename="callthread-${from}-${to}.csv"`)
        .type('text/csv; charset=utf-8; header=present')
        .send(reportCsv(report, language));
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}
