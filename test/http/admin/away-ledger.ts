import { openLateLedger } from '../../../src/adapters/ledger/late-ledger.ts';
import type { Ledger } from '../../../src/adapters/ledger/ledger.ts';

/** @returns a ledger whose database does not answer; whoever has it closes it */
export function awayLedger(): Ledger {
  return openLateLedger(
    () => Promise.reject(new Error('nobody listens')),
    () => undefined,
  );
}
