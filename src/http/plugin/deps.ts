import type { createOpenAudio } from '../../adapters/aircall/audio.ts';
import type { AircallClient } from '../../adapters/aircall/client.ts';
import type { Ledger } from '../../adapters/ledger/ledger.ts';
import type { Preferences } from '../../domain/settings.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { WebAssets } from '../assets.ts';

export interface PluginDeps {
  /** The plugin's `auth_secret` in Front. */
  secret: string;
  /** The built page has placeholders (see page.ts). */
  web: Pick<WebAssets, 'readEntry'>;
  aircall: Pick<
    AircallClient,
    'getCall' | 'readNote' | 'listAgents' | 'listAgentLines' | 'readAvailability' | 'dial' | 'startCall'
  >;
  openAudio: ReturnType<typeof createOpenAudio>;
  /** null: there is no database in this process, so the page has no history. */
  ledger: Pick<Ledger, 'find' | 'list' | 'ofNumbers' | 'openCallbacksOf'> | null;
  preferences: Preferences;
  log: Logger;
  /** Hosts that may show the page in a frame; by default Front's own. */
  frameAncestors?: readonly string[];
}
