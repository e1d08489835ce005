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
  /** Where Aircall's calls are recorded, for the coverage; null without a database. */
  ledger: Pick<Ledger, 'recordListed' | 'record' | 'erase' | 'erasedAmong'> | null;
  settingsFor: (line: Line) => CallSettings;
  /** How to recognise Aircall's webhook that points here. */
  webhook: { /** null when PUBLIC_URL is not set */ url: string | null; tokens: readonly string[] };
  watch?: ActivityWatch;
}
