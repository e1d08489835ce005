import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';
import { openReconnectingLedger } from '../../../src/adapters/ledger/reconnecting.ts';

/** @returns a ledger whose database does not answer; the caller closes it */
export function awayLedger(): Ledger {
  return openReconnectingLedger(
    () => Promise.reject(new Error('nobody listens')),
    () => undefined,
  );
}
