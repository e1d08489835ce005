import { DrizzleQueryError } from 'drizzle-orm';
import { cleanDetail } from '../http/errors.ts';
import { LedgerRefused, LedgerUnavailable } from './ledger-faults.ts';

/**
 * Classes of PostgreSQL's error codes that trying again may mend: connection, rollback for another's sake, resources,
 * somebody at work on the server, its system, and a password or a database that a person has yet to put right.
 */
const passing = /^(?:08|25006|28|3D|40|53|55|57|58|XX)/;

/** The errors that a query can hide behind. */
function* causes(error: unknown): Generator<Error> {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    yield cause;
    if (cause instanceof AggregateError) yield* cause.errors.flatMap((one) => [...causes(one)]);
  }
}

/** @returns the code that PostgreSQL or the system gives the error, 28P01 or ECONNREFUSED, say; null for none */
export function faultCode(error: unknown): string | null {
  for (const cause of causes(error)) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return null;
}

/** @returns what the database itself says, without the statement and its values: those are callers' names and numbers */
export function faultReason(error: unknown): string {
  const said = [...causes(error)].filter(({ message }) => message !== '' && !message.startsWith('Failed query'));
  return cleanDetail(said.at(0)?.message ?? 'no reason was given');
}

/** @returns the fault as the rest of the program knows it; the error itself when it is none of the database's */
export function tellFault(error: unknown): unknown {
  if (!(error instanceof DrizzleQueryError)) return error;
  const code = faultCode(error);
  const message = `${faultReason(error)}${code === null ? '' : ` (${code})`}`;
  if (code === null || !/^[0-9A-Z]{5}$/.test(code) || passing.test(code)) {
    return new LedgerUnavailable(`The database of calls does not answer: ${message}`);
  }
  return new LedgerRefused(`The database of calls refuses: ${message}`);
}
