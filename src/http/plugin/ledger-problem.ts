import { LedgerUnavailable } from '../../adapters/ledger/ledger-faults.ts';
import { HttpProblem } from '../http-problem.ts';
import type { PluginTexts } from './texts/plugin-texts.ts';

/** @returns the problem for a database that is away; any other error as it is */
export function ledgerProblem(error: unknown, { historyAway }: PluginTexts): unknown {
  return error instanceof LedgerUnavailable ? new HttpProblem({ status: 503, detail: historyAway }) : error;
}
