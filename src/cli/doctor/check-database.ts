import { constants, existsSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { listClaims } from '../../adapters/ledger/list-claims.ts';
import { tellOpening } from '../../adapters/ledger/tell-opening.ts';
import type { Config } from '../../config/config.ts';
import { type Finding, fail, ok } from './finding.ts';

const nameFolder = 'CALLTHREAD_DATA names the folder: write another there, or set DATABASE_URL.';

/** Connects and asks nothing of PostgreSQL; of the embedded database, which one process alone may open, looks at the folder. */
export async function checkDatabase({ url, dataDir }: Config['database']): Promise<Finding> {
  return url === null ? await checkFolder(dataDir) : await checkPostgres(url);
}

async function checkPostgres(connectionString: string): Promise<Finding> {
  const name = 'DATABASE_URL';
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000, application_name: 'callthread' });
  client.on('error', () => {});
  try {
    await client.connect();
    return ok(name, 'PostgreSQL answers');
  } catch (error) {
    const { message } = tellOpening(error, connectionString);
    const end = message.indexOf('. ');
    return fail(
      name,
      end < 0 ? message : message.slice(0, end),
      `${end < 0 ? 'See' : message.slice(end + 2)}: calls are logged without it, reports are not there.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

async function checkFolder(dataDir: string): Promise<Finding> {
  const name = 'CALLTHREAD_DATA';
  const folder = join(dataDir, 'ledger');
  let there = folder;
  while (!existsSync(there)) there = dirname(there);
  try {
    if (!(await stat(there)).isDirectory()) return fail(name, `${there} is a file, and no folder`, nameFolder);
    await access(there, constants.W_OK | constants.X_OK);
  } catch {
    return fail(
      name,
      `${there} cannot be written to`,
      `Let the user that Callthread runs as write there. ${nameFolder}`,
    );
  }
  const claims = await listClaims(folder).catch(() => []);
  const holder = claims.find((claim) => claim.holder !== null)?.holder;
  return ok(name, `embedded database in ${folder}${holder ? `, open in ${holder}` : ''}`);
}
