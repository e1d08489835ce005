import type { AircallClient } from '../src/adapters/aircall/aircall-client.ts';
import type { FrontClient } from '../src/adapters/front/front-client.ts';
import type { CallerTurns } from '../src/adapters/temporal/caller-turns.ts';
import type { Preferences } from '../src/domain/settings.ts';

/** What activities work with. */
export interface Deps {
  front: FrontClient;
  aircall: AircallClient;
  turns: CallerTurns;
  preferences: Pick<Preferences, 'language' | 'timezone' | 'agents'>;
}
