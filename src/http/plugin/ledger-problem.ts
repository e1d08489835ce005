import { LedgerUnavailable } from '../../adapters/ledger/ledger-faults.ts';
import type { PluginApiTexts } from '../../texts/text-types.ts';
import { HttpProblem } from '../http-problem.ts';

/** @returns the problem for a database that is away; any other error as it is */
export function ledgerProblem(error: unknown, { historyAway }: PluginApiTexts): unknown {
  return error instanceof LedgerUnavailable ? new HttpProblem({ status: 503, detail: historyAway }) : error;
}
