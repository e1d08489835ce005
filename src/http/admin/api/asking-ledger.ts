import type { Ledger } from '../../../adapters/ledger/ledger.ts';
import { LedgerPlaceInvalid, LedgerUnavailable } from '../../../adapters/ledger/ledger-faults.ts';
import { HttpProblem } from '../../http-problem.ts';

/** Asks the ledger. @throws {HttpProblem} 503 where there is none, or its database is away; 400 for a page that is none */
export async function askingLedger<Result>(
  ledger: Ledger | null,
  ask: (ledger: Ledger) => Promise<Result>,
): Promise<Result> {
  if (ledger === null) {
    throw new HttpProblem({
      status: 503,
      detail:
        'This process has no ledger of calls. Set DATABASE_URL to the PostgreSQL that the worker uses, or run "callthread start".',
    });
  }
  try {
    return await ask(ledger);
  } catch (error) {
    if (error instanceof LedgerPlaceInvalid) {
      const detail = 'after: is none that a page has given. Write the "next" of the page before, or leave it out.';
      throw new HttpProblem({ status: 400, detail, field: 'after' });
    }
    if (!(error instanceof LedgerUnavailable)) throw error;
    throw new HttpProblem({
      status: 503,
      detail: 'The database of calls does not answer. See that it runs, and that DATABASE_URL names it.',
      headers: { 'retry-after': '10' },
    });
  }
}
