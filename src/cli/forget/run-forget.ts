import type { Client } from '@temporalio/client';
import type { Ledger } from '../../adapters/ledger/ledger.ts';
import { LedgerUnavailable } from '../../adapters/ledger/ledger-faults.ts';
import { loadConfig } from '../../config/load-config.ts';
import { maskNumber } from '../../domain/phone-number.ts';
import { askPerson } from '../ask-person.ts';
import { CommandError } from '../command-error.ts';
import { withTemporal } from '../with-temporal.ts';
import { eraseCaller } from './erase-caller.ts';
import { type FoundCaller, findCaller } from './find-caller.ts';
import { openExistingLedger } from './open-existing-ledger.ts';
import { isKept, tellCaller } from './tell-caller.ts';

export interface ForgetOptions {
  dryRun: boolean;
  yes: boolean;
}

/**
 * Looks for a caller, says what there is, and erases it, after asking.
 * @param e164 the caller's number
 * @returns whether nothing is left to be done
 * @throws {ConfigError} when the configuration is wrong
 * @throws {CommandError} when the ledger or Temporal cannot be reached, or nobody is there to be asked
 */
export async function runForget(e164: string, options: ForgetOptions): Promise<boolean> {
  const config = loadConfig(process.env, process.cwd(), { webhookToken: false });
  const ledger = await openExistingLedger(config.database);
  try {
    return await withTemporal(process.env, async (client) => {
      const found = await findCaller({ client, ledger, config }, e164);
      return await forget(client, ledger, found, options);
    });
  } catch (error) {
    if (!(error instanceof LedgerUnavailable)) throw error;
    throw new CommandError(`${error.message} Give the command again: it goes on with what is left.`);
  } finally {
    await ledger?.close();
  }
}

/** @returns whether nothing is left to be done */
async function forget(
  client: Client,
  ledger: Ledger | null,
  found: FoundCaller,
  { dryRun, yes }: ForgetOptions,
): Promise<boolean> {
  const { closed, open, unreadable } = found.temporal;
  for (const text of [...tellCaller(found), '']) console.log(text);
  if (!isKept(found)) {
    console.log('Callthread keeps nothing of this caller.');
    return unreadable.length === 0;
  }
  if (dryRun) {
    console.log('Nothing was erased: it was a dry run.');
    return true;
  }
  const isClosed = found.closedCallIds.length + closed.length > 0;
  if (isClosed && !yes && !(await agreed(found.e164))) {
    console.log('Nothing was erased.');
    return true;
  }
  const { calls, runs, pending, begunAgain, marksAreOpen } = await eraseCaller(client, ledger, found);
  console.log(`Erased: ${ledger === null ? '' : `${calls} in the table of calls, `}${runs} of Temporal's runs.`);
  if (begunAgain.length > 0) console.log(`Begun again meanwhile, and left: ${begunAgain.join(', ')}.`);
  if (pending.length > 0) console.log(`Temporal has been told to delete, and has not yet: ${pending.join(', ')}.`);
  if (marksAreOpen)
    console.log('No worker runs: marks that keep the calls from being logged again close when one does.');
  return open.length + unreadable.length + pending.length + begunAgain.length === 0;
}

/** What cannot be taken back is never done unasked. */
async function agreed(e164: string): Promise<boolean> {
  const what = `${maskNumber(e164)} from the table of calls and from Temporal`;
  if (!process.stdin.isTTY) throw new CommandError(`Add --yes to erase ${what}. It cannot be taken back.`, 2);
  return await askPerson(`Erase ${what}?`, process.stdout);
}
