import type { Client } from '@temporalio/client';
import type { Ledger } from '../../adapters/ledger/ledger.ts';
import { deriveCallerLockKey } from '../../adapters/temporal/caller-lock-key.ts';
import { type CallersRuns, findCallersRuns } from '../../adapters/temporal/callers-runs.ts';
import type { Config } from '../../config/config.ts';
import { callWorkflowId } from '../../domain/ids.ts';
import type { SeenCall } from '../../domain/ledger-call.ts';
import { drawBar, progressLine } from '../progress-line.ts';
import { findInFront, type InFront } from './find-in-front.ts';

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
