import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { callerDigest, findCallersConversation, markOf } from '../../../activities/call/caller-conversation.ts';
import { createFrontClient } from '../../adapters/front/client.ts';
import { LedgerRefused, LedgerUnavailable } from '../../adapters/ledger/errors.ts';
import type { Ledger } from '../../adapters/ledger/ledger.ts';
import { openLedger } from '../../adapters/ledger/open.ts';
import { deriveCallbackKeys, deriveCallerLockKey } from '../../adapters/temporal/encryption/codec.ts';
import { type CallersRuns, findCallersRuns } from '../../adapters/temporal/erasure/find-runs.ts';
import type { Config } from '../../config/config.ts';
import { callbackId, callWorkflowId } from '../../domain/ids.ts';
import type { SeenCall } from '../../domain/ledger-call.ts';
import { CommandError, explainVendorFault } from '../terminal/errors.ts';
import { drawBar, progressLine } from '../terminal/progress.ts';

/** Everything known about a caller, by place. */
export interface FoundCaller {
  e164: string;
  /** Calls in the ledger; null without one. */
  inLedger: number | null;
  temporal: CallersRuns;
  front: InFront;
  /** Of all conversations found in any of these. */
  conversationIds: string[];
  /** Newest first. */
  callIds: number[];
  /** Those without a running workflow. */
  closedCallIds: number[];
  /** Calls from the histories, for a ledger that lacks them. */
  seen: SeenCall[];
}

/** Looks for a caller everywhere. Read-only. @throws LedgerUnavailable, gRPC errors */
export async function findCaller(
  { client, ledger, config }: { client: Client; ledger: Ledger | null; config: Config },
  e164: string,
): Promise<FoundCaller> {
  const calls = (await ledger?.ofCaller(e164)) ?? [];
  // The call that opened it may be older than the table keeps callers.
  const callbacks = (await ledger?.openCallbacksOf([e164])) ?? [];
  // The lock's key is derived from the last key, which any of these may once have been.
  const lockKeys = config.encryptionKeys.flatMap((key) => deriveCallerLockKey([key]) ?? []);
  const digest = callerDigest({ kind: 'number', e164 }, 0);
  const known = {
    e164,
    callIds: [...new Set([...calls, ...callbacks].map(({ id }) => id))],
    conversationIds: [...calls, ...callbacks].flatMap(({ conversationId }) => conversationId ?? []),
    lockKeys,
    callbackIds: deriveCallbackKeys(config.encryptionKeys).map((key) => callbackId(digest, key)),
  };
  const line = progressLine(process.stdout);
  const temporal = await findCallersRuns(client, known, (done, total) => {
    line.show(`${drawBar(done, total)} ${done}/${total} histories searched`);
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

/** What Front has about a caller; or why Front could not be read. */
type InFront = { problem: string } | { hasContact: boolean; conversationIds: string[] };

/** Looks for a number's contact, and for the conversation that Callthread created. Read-only. */
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
    const fault = explainVendorFault(error);
    if (fault === null) throw error;
    return { problem: `${fault.found}. ${fault.remedy}` };
  }
}

/**
 * Opens the service's ledger.
 * @returns null when there is none: no DATABASE_URL, and no embedded database in CALLTHREAD_DATA
 * @throws {CommandError} when it cannot be opened; a running service locks its embedded one
 */
export async function openExistingLedger({ url, dataDir }: Config['database']): Promise<Ledger | null> {
  if (url === null && !existsSync(join(dataDir, 'ledger'))) return null;
  try {
    return await openLedger({ databaseUrl: url, dataFolder: dataDir });
  } catch (error) {
    if (!(error instanceof LedgerUnavailable || error instanceof LedgerRefused)) throw error;
    const remedy =
      url === null ? ' If the service is running here: stop it, run this command again, then start it.' : '';
    throw new CommandError(`Nothing was done. ${error.message}${remedy}`);
  }
}
