import { Router } from 'express';
import { z } from 'zod';
import type { LedgerCall } from '../../../domain/ledger-call.ts';
import { answerMethodNotAllowed } from '../../middleware/problem.ts';
import type { AdminDeps } from '../admin-deps.ts';
import { readInput } from '../read-input.ts';
import { askingTemporal } from './asking-temporal.ts';

const mostListed = 100;

/** `GET /parked`: what waits for a person by Temporal's word, with what the ledger knows of those calls. */
export function parkedRoutes({ calls, ledger, log }: AdminDeps): Router {
  const router = Router();
  router
    .route('/parked')
    .get(async (request, response) => {
      readInput(z.strictObject({}), request.query);
      const parked = await askingTemporal(() => calls.listParked(mostListed));
      const known = await knownCalls(parked.calls.flatMap(({ callId }) => callId ?? []));
      const listed = parked.calls.map((each) => ({ ...each, call: known.get(each.callId ?? 0) ?? null }));
      response.json({ ...parked, calls: listed });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;

  /** The list is worth having without the names. */
  async function knownCalls(ids: number[]): Promise<Map<number, LedgerCall>> {
    if (ledger === null) return new Map();
    try {
      const found = await Promise.all(ids.map((id) => ledger.find(id)));
      return new Map(found.flatMap((call) => (call === null ? [] : [[call.id, call]])));
    } catch (error) {
      log.warn({ err: error }, 'the ledger did not tell the callers of parked calls');
      return new Map();
    }
  }
}
