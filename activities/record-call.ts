import type { LedgerCall } from '../src/domain/ledger-call.ts';
import type { Deps } from './deps.ts';

export async function recordCall(
  { ledger }: Deps,
  { call, revision }: { call: LedgerCall; revision: number },
): Promise<void> {
  await ledger?.record(call, revision);
}
