import { setTimeout as sleep } from 'node:timers/promises';
import type { AircallClient } from '../src/adapters/aircall/client.ts';
import type { FrontClient } from '../src/adapters/front/client.ts';
import type { Download } from '../src/adapters/http/download.ts';
import type { Ledger } from '../src/adapters/ledger/ledger.ts';
import type { CallThread } from '../src/adapters/temporal/calls/call-state.ts';
import type { Callbacks } from '../src/adapters/temporal/calls/callbacks.ts';
import type { Preferences } from '../src/domain/settings.ts';
import type { ActivityWatch } from './attempt.ts';

type CallTable = Pick<
  Ledger,
  'record' | 'lastConversation' | 'tagsOfOtherCalls' | 'conversationsOf' | 'recordCallback' | 'wasReached'
>;

/** Dependencies of the activities. */
export interface Deps {
  front: FrontClient;
  aircall: AircallClient;
  /** Opens the audio at an Aircall address; null if it cannot be passed on. */
  openAudio: (address: string, limits: { maxBytes: number; spool: boolean }) => Promise<Download | null>;
  /** Whether an E.164 number is a line of the company's own. */
  isOwnLine: (e164: string) => Promise<boolean>;
  /** Where conversations link to a page about their caller; null or absent: the link is only a mark. */
  publicUrl?: string | null;
  /** The table of calls; null where this process has none. */
  ledger: CallTable | null;
  /** Opens callbacks, and reports calls to them; null or absent: none. */
  callbacks?: Pick<Callbacks, 'open' | 'report'> | null;
  /** Where a call is in Front, by its workflow. */
  findThread: (callId: number) => Promise<CallThread>;
  preferences: Pick<Preferences, 'language' | 'timezone' | 'agents' | 'front' | 'lines'>;
  watch?: ActivityWatch;
}

/** A write to Front waits no longer than this for an answer that only spares requests. */
const maxWaitMs = 1_000;

/**
 * Asks the table of calls something that makes a write better, and without which it is made all the same.
 * @returns undefined when this process has no table, or it does not answer soon
 */
export async function askLedger<Answer>(
  { ledger }: Pick<Deps, 'ledger'>,
  question: (ledger: CallTable) => Promise<Answer>,
): Promise<Answer | undefined> {
  if (ledger === null) return undefined;
  const tooLate = new AbortController();
  const answer = question(ledger).catch(() => undefined);
  const deadline = sleep(maxWaitMs, undefined, { signal: tooLate.signal }).catch(() => undefined);
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    tooLate.abort();
  }
}
