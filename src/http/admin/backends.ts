import type { Ledger } from '../../adapters/ledger/ledger.ts';
import { LedgerPlaceInvalid, LedgerUnavailable } from '../../adapters/ledger/ledger-faults.ts';
import type { CallControl } from '../../adapters/temporal/call-control.ts';
import type { CallProgress } from '../../adapters/temporal/call-progress.ts';
import { TemporalAway } from '../../adapters/temporal/temporal-away.ts';
import type { LedgerCall } from '../../domain/ledger-call.ts';
import { HttpProblem } from '../problem.ts';

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

/** Asks Temporal. @throws {HttpProblem} 503 when it does not answer */
export async function askingTemporal<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof TemporalAway)) throw error;
    throw new HttpProblem({
      status: 503,
      detail: 'Temporal is not reachable. See that it runs, and that TEMPORAL_ADDRESS names it.',
      headers: { 'retry-after': '10' },
    });
  }
}

/** One call, as far as those who know of it could be asked. */
export interface FoundCall {
  call: LedgerCall | null;
  /** Whether the ledger was there to be asked. */
  ledgerReached: boolean;
  progress: CallProgress | null;
  /** Whether Temporal was there to be asked. */
  reached: boolean;
}

/**
 * Asks the ledger and Temporal for a call: one is enough.
 * @param ledger null where this process has none
 * @throws {HttpProblem} 503 when neither answers
 */
export async function askingBoth(
  ledger: Ledger | null,
  calls: Pick<CallControl, 'read'>,
  id: number,
): Promise<FoundCall> {
  const [inLedger, inTemporal] = await Promise.all([
    ledger === null ? null : unlessAway(() => ledger.find(id), LedgerUnavailable),
    unlessAway(() => calls.read(id), TemporalAway),
  ]);
  if (inLedger === null && inTemporal === null) {
    const detail =
      ledger === null
        ? 'Temporal is not reachable, and this process has no ledger of calls. See that Temporal runs, and that TEMPORAL_ADDRESS names it.'
        : 'Neither the database of calls nor Temporal answers. See that both run, and that DATABASE_URL and TEMPORAL_ADDRESS name them.';
    throw new HttpProblem({ status: 503, detail, headers: { 'retry-after': '10' } });
  }
  return {
    call: inLedger?.answer ?? null,
    ledgerReached: inLedger !== null,
    progress: inTemporal?.answer ?? null,
    reached: inTemporal !== null,
  };
}

/** @returns null when whoever was asked is away */
async function unlessAway<Answer>(
  ask: () => Promise<Answer>,
  Away: typeof LedgerUnavailable | typeof TemporalAway,
): Promise<{ answer: Answer } | null> {
  try {
    return { answer: await ask() };
  } catch (error) {
    if (!(error instanceof Away)) throw error;
    return null;
  }
}
