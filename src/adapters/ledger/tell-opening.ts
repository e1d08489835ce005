import { LedgerUnavailable } from './ledger-faults.ts';
import { faultCode, faultReason } from './tell-fault.ts';

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
  const code = faultCode(error) ?? (/timeout/i.test(faultReason(error)) ? 'ETIMEDOUT' : '');
  const { problem, remedy } = explanations.find(([pattern]) => pattern.test(code))?.[1] ?? otherwise;
  const reason = `${faultReason(error)}${code && `, ${code}`}`;
  return { problem: `PostgreSQL${place(connectionString)}: ${problem} (${reason})`, remedy };
}

/** @returns the same as an error */
export function tellOpening(error: unknown, connectionString: string): LedgerUnavailable {
  const { problem, remedy } = explainOpening(error, connectionString);
  return new LedgerUnavailable(`${problem}. ${remedy}`);
}

function place(connectionString: string): string {
  if (!URL.canParse(connectionString)) return '';
  const { host, pathname } = new URL(connectionString);
  return host === '' ? '' : ` at ${host}${pathname}`;
}
