import { LedgerUnavailable } from './ledger-faults.ts';
import { faultCode, faultReason } from './tell-fault.ts';

/** What a person does about it, by the code of PostgreSQL or of the system. */
const remedies: Array<[code: RegExp, remedy: string]> = [
  [/^28/, 'it refuses the user or the password. Put right ones in'],
  [/^3D000$/, 'it has no such database. Create it, or name another in'],
  [
    /^42501$/,
    'the user may not make tables there. Grant it CREATE on the database and its schema public, or name another in',
  ],
  [/^53300$/, 'it has no connection left. Raise max_connections, or name another in'],
  [/^(?:E[A-Z_]+|UND_.*)$/, 'it cannot be reached. See that it runs, and that its host and port are right in'],
];
const otherwise = 'it could not be opened. See that it runs, and what is said of it in';

/** @returns why PostgreSQL could not be opened, by its host and database: never with the password */
export function tellOpening(error: unknown, connectionString: string): LedgerUnavailable {
  const code = faultCode(error) ?? (/timeout/i.test(faultReason(error)) ? 'ETIMEDOUT' : '');
  const remedy = remedies.find(([pattern]) => pattern.test(code))?.[1] ?? otherwise;
  return new LedgerUnavailable(
    `PostgreSQL${place(connectionString)}: ${remedy} DATABASE_URL (${faultReason(error)}${code && `, ${code}`})`,
  );
}

function place(connectionString: string): string {
  if (!URL.canParse(connectionString)) return '';
  const { host, pathname } = new URL(connectionString);
  return host === '' ? '' : ` at ${host}${pathname}`;
}
