import { log } from '@temporalio/activity';
import type { Call } from '../src/domain/call.ts';
import { maxLookBackSeconds } from '../src/domain/call-lists.ts';
import type { SweepDeps } from './sweep-deps.ts';

/**
 * Calls whose caller was erased are not logged again. Temporal knows them as skipped for as long as its retention is; after
 * that the ledger alone remembers. So the database may be away while the calls of these days are looked at, as for everything else;
 * older ones are left until it answers.
 * @returns the ids of those that were erased
 * @throws LedgerUnavailable
 */
export async function findErased({ ledger }: SweepDeps, calls: Call[]): Promise<ReadonlySet<number>> {
  try {
    return new Set(await ledger?.erasedAmong(calls.map(({ id }) => id)));
  } catch (error) {
    const oldestSeconds = Date.now() / 1000 - maxLookBackSeconds;
    if (calls.some(({ startedAtSeconds }) => startedAtSeconds < oldestSeconds)) throw error;
    log.warn('the ledger could not be asked whose callers were erased; Temporal knows those of these days', { error });
    return new Set();
  }
}
