import { LedgerCursorInvalid, LedgerRefused, LedgerUnavailable } from '../../adapters/ledger/errors.ts';
import type { Ledger } from '../../adapters/ledger/ledger.ts';
import type { CallControl } from '../../adapters/temporal/calls/call-control.ts';
import type { CallProgress } from '../../adapters/temporal/calls/call-state.ts';
import { TemporalUnavailable } from '../../adapters/temporal/connection/errors.ts';
import type { LedgerCall } from '../../domain/ledger-call.ts';
import { HttpProblem } from '../problem.ts';

/** Queries the ledger. @throws {HttpProblem} 503 without a ledger or a usable database; 400 for an invalid `after` */
export async function withLedger<Result>(
  ledger: Ledger | null,
  ask: (ledger: Ledger) => Promise<Result>,
): Promise<Result> {
  if (ledger === null) {
    throw new HttpProblem({
      status: 503,
      detail:
        'This process has no call table. Set DATABASE_URL to the worker\'s PostgreSQL, or run "callthread start".',
    });
  }
  try {
    return await ask(ledger);
  } catch (error) {
    if (error instanceof LedgerCursorInvalid) {
      const detail = 'after: is invalid. Use the "next" of the previous page, or leave it out.';
      throw new HttpProblem({ status: 400, detail, field: 'after' });
    }
    if (error instanceof LedgerRefused) throw refusal(error);
    if (!(error instanceof LedgerUnavailable)) throw error;
    throw new HttpProblem({
      status: 503,
      detail: 'The call database does not answer. Check that it runs and that DATABASE_URL is right.',
      headers: { 'retry-after': '10' },
    });
  }
}

/** The message is the database's own, and contains no values. */
function refusal({ message }: LedgerRefused): HttpProblem {
  const detail = `${message}. Check that the tables are as Callthread created them, and that its user may read and write them.`;
  return new HttpProblem({ status: 503, detail, headers: { 'retry-after': '60' } });
}

/** Queries Temporal. @throws {HttpProblem} 503 if it does not answer, or is overloaded */
export async function withTemporal<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof TemporalUnavailable)) throw error;
    const detail = error.isOverloaded
      ? 'Temporal refuses requests because it, or the namespace, has too many. Try again in a minute.'
      : 'Temporal is not reachable. Check that it runs and that TEMPORAL_ADDRESS is right.';
    throw new HttpProblem({
      status: 503,
      detail,
      headers: { 'retry-after': '10' },
    });
  }
}

/** One call, from whichever backends answered. */
interface FoundCall {
  call: LedgerCall | null;
  /** Whether the ledger answered. */
  ledgerReached: boolean;
  progress: CallProgress | null;
  /** Whether Temporal answered. */
  reached: boolean;
}

/**
 * Reads a call from the ledger and from Temporal; one answer is enough.
 * @param ledger null if this process has none
 * @throws {HttpProblem} 503 if neither answers
 */
export async function readCall(
  ledger: Ledger | null,
  calls: Pick<CallControl, 'read'>,
  id: number,
): Promise<FoundCall> {
  const [inLedger, inTemporal] = await Promise.all([
    ledger === null ? null : unlessAway(() => ledger.find(id), [LedgerUnavailable, LedgerRefused]),
    unlessAway(() => calls.read(id), [TemporalUnavailable]),
  ]);
  if (inLedger === null && inTemporal === null) {
    const detail =
      ledger === null
        ? 'Temporal is not reachable, and this process has no call table. Check that Temporal runs and that TEMPORAL_ADDRESS is right.'
        : 'Neither the call database nor Temporal answers. Check that both run and that DATABASE_URL and TEMPORAL_ADDRESS are right.';
    throw new HttpProblem({ status: 503, detail, headers: { 'retry-after': '10' } });
  }
  return {
    call: inLedger?.answer ?? null,
    ledgerReached: inLedger !== null,
    progress: inTemporal?.answer ?? null,
    reached: inTemporal !== null,
  };
}

/** @returns null if the backend is away */
async function unlessAway<Answer>(
  ask: () => Promise<Answer>,
  away: ReadonlyArray<typeof LedgerUnavailable | typeof LedgerRefused | typeof TemporalUnavailable>,
): Promise<{ answer: Answer } | null> {
  try {
    return { answer: await ask() };
  } catch (error) {
    if (!away.some((Away) => error instanceof Away)) throw error;
    return null;
  }
}
