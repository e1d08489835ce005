import { DrizzleQueryError } from 'drizzle-orm';
import { cleanDetail } from '../http/errors.ts';

/** The database is unreachable or overloaded; the query may be retried. The message holds no password and no values. */
export class LedgerUnavailable extends Error {
  override readonly name = 'LedgerUnavailable';
}

/** The database refuses a query, or cannot be opened as configured. The message holds no password and no values. */
export class LedgerRefused extends Error {
  override readonly name = 'LedgerRefused';
}

/** The cursor was not returned with a page of calls. */
export class LedgerCursorInvalid extends Error {
  override readonly name = 'LedgerCursorInvalid';
}

/**
 * Classes of PostgreSQL's error codes that may pass: connection, rollback in favour of another transaction, resources,
 * operator intervention, system errors, and a password or database name that a person has yet to correct.
 */
const transient = /^(?:08|25006|28|3D|40|53|55|57|58|XX)/;

/** The error, its causes and theirs. */
function* causes(error: unknown): Generator<Error> {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    yield cause;
    if (cause instanceof AggregateError) yield* cause.errors.flatMap((one) => [...causes(one)]);
  }
}

/** @returns the error's code from PostgreSQL or the system, such as 28P01 or ECONNREFUSED; null if it has none */
function errorCode(error: unknown): string | null {
  for (const cause of causes(error)) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return null;
}

/** @returns the database's own message, without the statement and its values, which are callers' names and numbers */
export function errorReason(error: unknown): string {
  const said = [...causes(error)].filter(({ message }) => message !== '' && !message.startsWith('Failed query'));
  return cleanDetail(said.at(0)?.message ?? 'no reason was given');
}

/** @returns LedgerUnavailable or LedgerRefused for an error of the database; any other error as it is */
export function toLedgerError(error: unknown): unknown {
  if (!(error instanceof DrizzleQueryError)) return error;
  const code = errorCode(error);
  const message = `${errorReason(error)}${code === null ? '' : ` (${code})`}`;
  if (code === null || !/^[0-9A-Z]{5}$/.test(code) || transient.test(code)) {
    return new LedgerUnavailable(`The database of calls does not answer: ${message}`);
  }
  return new LedgerRefused(`The database of calls refuses: ${message}`);
}

interface OpeningFault {
  problem: string;
  /** A whole sentence. */
  remedy: string;
}

/** By the error code of PostgreSQL or of the operating system. */
const explanations: ReadonlyArray<[code: RegExp, OpeningFault]> = [
  [/^28/, { problem: 'it refuses the user or the password', remedy: 'Correct them in DATABASE_URL.' }],
  [/^3D000$/, { problem: 'it has no such database', remedy: 'Create it, or name another in DATABASE_URL.' }],
  [
    /^42501$/,
    {
      problem: 'the user may not create tables there',
      remedy: 'Grant it CREATE on the database and its schema public, or name another in DATABASE_URL.',
    },
  ],
  [
    /^53300$/,
    { problem: 'it has no connection left', remedy: 'Raise max_connections, or name another in DATABASE_URL.' },
  ],
  [
    /^(?:E[A-Z_]+|UND_.*)$/,
    {
      problem: 'it cannot be reached',
      remedy: 'Check that it is running and that host and port in DATABASE_URL are right.',
    },
  ],
];
const otherwise: OpeningFault = {
  problem: 'it could not be opened',
  remedy: 'Check that it is running and that DATABASE_URL is right.',
};

/** @returns why PostgreSQL could not be opened and how to fix it; it names host and database, never the password */
export function explainOpening(error: unknown, connectionString: string): OpeningFault {
  const code = errorCode(error) ?? (/timeout/i.test(errorReason(error)) ? 'ETIMEDOUT' : '');
  const { problem, remedy } = explanations.find(([pattern]) => pattern.test(code))?.[1] ?? otherwise;
  const reason = `${errorReason(error)}${code && `, ${code}`}`;
  return { problem: `PostgreSQL${place(connectionString)}: ${problem} (${reason})`, remedy };
}

/** @returns the same as an error */
export function toOpeningError(error: unknown, connectionString: string): LedgerUnavailable {
  const { problem, remedy } = explainOpening(error, connectionString);
  return new LedgerUnavailable(`${problem}. ${remedy}`);
}

function place(connectionString: string): string {
  if (!URL.canParse(connectionString)) return '';
  const { host, pathname } = new URL(connectionString);
  return host === '' ? '' : ` at ${host}${pathname}`;
}
