import { Router } from 'express';
import { z } from 'zod';
import type { Ledger } from '../../adapters/ledger/ledger.ts';
import type { CallbackFigures, CallbackReport } from '../../adapters/ledger/query-types.ts';
import type { LedgerCallback } from '../../domain/callbacks/debt.ts';
import { type Language, textsIn } from '../../texts/texts.ts';
import { requireJson } from '../body.ts';
import { answerMethodNotAllowed, HttpProblem } from '../problem.ts';
import { withLedger, withTemporal } from './backends.ts';
import { CallId } from './calls.ts';
import type { AdminDeps } from './deps.ts';
import { period, readInput, toPeriod } from './filters.ts';
import { type CsvCell, round, toCsv } from './report.ts';

const maxDays = 1100;
const maxListed = 200;
const Days = z.strictObject(period);

/**
 * `GET /callbacks` and `GET /callbacks.csv`: the callbacks of a period, by the time of their missed call, and all that are open;
 * `POST /callbacks/:id/skip` closes one, which is named by the call that opened it.
 */
export function callbackRoutes({ ledger, calls, timezone, language, log }: AdminDeps): Router {
  const router = Router();
  router
    .route('/callbacks')
    .get(async (request, response) => {
      const days = readInput(Days, request.query);
      const asked = toPeriod(days, timezone, maxDays);
      const [list, report] = await withLedger(ledger, (of) =>
        Promise.all([of.callbacks(asked, maxListed), of.callbackReport(asked, timezone)]),
      );
      response.json({ ...days, ...report, ...list });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  router
    .route('/callbacks.csv')
    .get(async (request, response) => {
      const days = readInput(Days, request.query);
      const asked = toPeriod(days, timezone, maxDays);
      const report = await withLedger(ledger, (of) => of.callbackReport(asked, timezone));
      response
        .set('content-disposition', `attachment; filename="callthread-callbacks-${days.from}-${days.to}.csv"`)
        .type('text/csv; charset=utf-8; header=present')
        .send(callbacksCsv(report, language));
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  router
    .route('/callbacks/:id/skip')
    .post(requireJson, async (request, response) => {
      const { id } = readInput(CallId, request.params);
      readInput(z.strictObject({}), request.body === undefined ? {} : request.body);
      const callback = await withLedger(ledger, (of) => of.findCallback(id));
      if (callback === null) throw new HttpProblem({ status: 404, detail: 'No callback was opened by this call.' });
      const { state, workflowId } = callback;
      const isRunsOwn = state !== 'closed' && !(await withLedger(ledger, (of) => hasNext(of, callback)));
      const isSkipped = isRunsOwn && (await withTemporal(() => calls.skipCallback(workflowId)));
      if (!isSkipped && !(await withLedger(ledger, (of) => closeLeft(of, id)))) {
        throw new HttpProblem({ status: 409, detail: 'The callback is closed already.' });
      }
      log.info({ callId: id }, 'a callback was skipped');
      response.json({ status: 'answered' });
    })
    .all(answerMethodNotAllowed('POST'));
  return router;
}

/** Whether the caller's run has the next callback already: a skip would close that one. */
async function hasNext(ledger: Ledger, { id, caller, workflowId, missedAtSeconds }: LedgerCallback): Promise<boolean> {
  const open = await ledger.openCallbacksOf(caller === null ? [] : [caller]);
  return open.some((one) => one.id !== id && one.workflowId === workflowId && one.missedAtSeconds > missedAtSeconds);
}

/**
 * Closes a callback that is left open in the table: its run was terminated, or could not write to the database for a day.
 * Any other run writes that it has closed before it ends. @returns false when it has
 */
async function closeLeft(ledger: Ledger, id: number): Promise<boolean> {
  const left = await ledger.findCallback(id);
  if (left === null || left.state === 'closed') return false;
  const nowMs = Date.now();
  const closedAtSeconds = Math.floor(nowMs / 1000);
  const closed = { state: 'closed', closedBy: 'skipped', closedAtSeconds, nextStepAtSeconds: null } as const;
  await ledger.recordCallback({ ...left, ...closed }, nowMs);
  return true;
}

/** @returns the figures as one table: the total, then days and lines */
function callbacksCsv({ total, groups }: CallbackReport, language: Language): string {
  const { csv, callbacks } = textsIn(language).admin;
  const rows = (['day', 'line'] as const).flatMap((grouping) =>
    groups[grouping].map((row) => [csv.by[grouping], row.key, row.label, ...cellsOf(row)]),
  );
  return toCsv([callbacks.csv, [csv.by.total, '', '', ...cellsOf(total)], ...rows], csv.style);
}

function cellsOf({ callbacks, open, overdue, attempts, reached, medianToReachSeconds }: CallbackFigures): CsvCell[] {
  const share = callbacks === 0 ? null : round(reached / callbacks, 4);
  return [callbacks, open, overdue, attempts, reached, share, round(medianToReachSeconds)];
}
