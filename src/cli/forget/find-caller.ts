import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { findCallersConversation, markOf } from '../../../activities/find-callers-conversation.ts';
import { createFrontClient } from '../../adapters/front/front-client.ts';
import type { Ledger } from '../../adapters/ledger/ledger.ts';
import { LedgerRefused, LedgerUnavailable } from '../../adapters/ledger/ledger-faults.ts';
import { openLedger } from '../../adapters/ledger/open-ledger.ts';
import { deriveCallerLockKey } from '../../adapters/temporal/caller-lock-key.ts';
import { type CallersRuns, findCallersRuns } from '../../adapters/temporal/callers-runs.ts';
import type { Config } from '../../config/config.ts';
import { callWorkflowId } from '../../domain/ids.ts';
import type { SeenCall } from '../../domain/ledger-call.ts';
import { CommandError, explainVendorFault } from '../terminal/errors.ts';
import { drawBar, progressLine } from '../terminal/progress.ts';

/** All that is known of a caller, and where. */
export interface FoundCaller {
  e164: string;
  /** Calls in the ledger; null without one. */
  inLedger: number | null;
  temporal: CallersRuns;
  front: InFront;
  /** Of the conversations that any of these know. */
  conversationIds: string[];
  /** Every call that is known, newest first. */
  callIds: number[];
  /** Those of them of which nothing is under way. */
  closedCallIds: number[];
  /** What the histories tell of calls, for a ledger that does not have them. */
  seen: SeenCall[];
}

/** Looks for a caller everywhere. Reads only. @throws LedgerUnavailable, gRPC errors */
export async function findCaller(
  { client, ledger, config }: { client: Client; ledger: Ledger | null; config: Config },
  e164: string,
): Promise<FoundCaller> {
  const calls = (await ledger?.ofCaller(e164)) ?? [];
  const known = {
    e164,
    callIds: calls.map(({ id }) => id),
    conversationIds: calls.flatMap(({ conversationId }) => conversationId ?? []),
    // Any of the keys may once have been the last, from which the locks' was derived.
    lockKeys: config.encryptionKeys.flatMap((key) => deriveCallerLockKey([key]) ?? []),
  };
  const line = progressLine(process.stdout);
  const temporal = await findCallersRuns(client, known, (done, total) => {
    line.show(`${drawBar(done, total)} ${done}/${total} histories looked through`);
  });
  line.end();
  const front = await findInFront(config.front, e164);
  const conversationIds = [...temporal.conversationIds, ...('problem' in front ? [] : front.conversationIds)];
  const callIds = [...new Set([...known.callIds, ...temporal.calls.map(({ id }) => id)])].toSorted((a, b) => b - a);
  const open = new Set(temporal.open.map(({ workflowId }) => workflowId));
  return {
    e164,
    inLedger: ledger === null ? null : calls.length,
    temporal,
    front,
    conversationIds: [...new Set(conversationIds)],
    callIds,
    closedCallIds: callIds.filter((id) => !open.has(callWorkflowId(id))),
    seen: temporal.calls,
  };
}

/** What Front has of a caller; or why Front does not say. */
export type InFront = { problem: string } | { hasContact: boolean; conversationIds: string[] };

/** Looks for the contact of a number (E.164), and for the conversation that Callthread began. Reads only. */
async function findInFront(front: Config['front'], e164: string): Promise<InFront> {
  const client = createFrontClient(front);
  const mark = markOf({ kind: 'number', e164 }, 0);
  const conversationIds = new Set<string>();
  let hasContact = false;
  try {
    for (const source of ['phone', 'custom'] as const) {
      const found = await findCallersConversation(client, { source, handle: e164 }, mark);
      if (found === null) continue;
      hasContact = true;
      for (const id of [found.conversation?.conversationId, found.deletedId]) if (id) conversationIds.add(id);
    }
    return { hasContact, conversationIds: [...conversationIds] };
  } catch (error) {
    const told = explainVendorFault(error);
    if (told === null) throw error;
    return { problem: `${told.found}. ${told.remedy}` };
  }
}

/**
 * Opens the ledger that the service writes.
 * @returns null where there is none: no DATABASE_URL, and nothing embedded in CALLTHREAD_DATA
 * @throws {CommandError} when it cannot be opened; an embedded one is the running service's alone
 */
export async function openExistingLedger({ url, dataDir }: Config['database']): Promise<Ledger | null> {
  if (url === null && !existsSync(join(dataDir, 'ledger'))) return null;
  try {
    return await openLedger({ databaseUrl: url, dataFolder: dataDir });
  } catch (error) {
    if (!(error instanceof LedgerUnavailable || error instanceof LedgerRefused)) throw error;
    const remedy = url === null ? ' If the service runs here: stop it, give this command again, then start it.' : '';
    throw new CommandError(`Nothing was done. ${error.message}${remedy}`);
  }
}
