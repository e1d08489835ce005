import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { openPglite } from '../../src/adapters/ledger/open.ts';
import { placeEmptyPglite } from './place-empty-pglite.ts';

/**
 * Build step: puts a database without calls beside the code that opens it, so that the first start of `callthread start`
 * copies it instead of spending seven seconds on creating one.
 */
const folder = fileURLToPath(new URL('../../src/adapters/ledger/empty-database', import.meta.url));
await placeEmptyPglite(folder);
const { close } = await openPglite(folder);
await close();
// PostgreSQL lets only its owner read it, but in the image root owns it and another user copies it.
await promisify(execFile)('chmod', ['-R', 'a+rX', folder]);
