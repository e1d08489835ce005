import type { AircallClient } from '../src/adapters/aircall/client.ts';
import type { FrontClient } from '../src/adapters/front/client.ts';
import type { Download } from '../src/adapters/http/download.ts';
import type { Ledger } from '../src/adapters/ledger/ledger.ts';
import type { Callbacks } from '../src/adapters/temporal/calls/callbacks.ts';
import type { Preferences } from '../src/domain/settings.ts';
import type { ActivityWatch } from './attempt.ts';

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
  ledger: (Pick<Ledger, 'record'> & Partial<Pick<Ledger, 'recordCallback' | 'wasReached'>>) | null;
  /** Opens callbacks, and reports calls to them; null or absent: none. */
  callbacks?: Pick<Callbacks, 'open' | 'report'> | null;
  preferences: Pick<Preferences, 'language' | 'timezone' | 'agents'>;
  watch?: ActivityWatch;
}
