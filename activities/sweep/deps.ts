import type { AircallClient } from '../../src/adapters/aircall/client.ts';
import type { Ledger } from '../../src/adapters/ledger/ledger.ts';
import type { CallStarter, PastCalls } from '../../src/adapters/temporal/calls/start-call.ts';
import type { Line } from '../../src/domain/call.ts';
import type { CallSettings } from '../../src/domain/settings.ts';
import type { ActivityWatch } from '../attempt.ts';

/** Dependencies of the activities that find calls no webhook reported. */
export interface SweepDeps {
  aircall: Pick<AircallClient, 'listCalls' | 'listWebhooks' | 'enableWebhook'>;
  calls: Pick<CallStarter, 'startMissing'>;
  past: PastCalls;
  /** Where what Aircall has is noted, for the coverage; null without a database. */
  ledger: Pick<Ledger, 'recordListed' | 'record' | 'erase' | 'erasedAmong'> | null;
  settingsFor: (line: Line) => CallSettings;
  /** How Aircall's webhook that points here is known. */
  webhook: { /** null when PUBLIC_URL is not set */ url: string | null; tokens: readonly string[] };
  watch?: ActivityWatch;
}
