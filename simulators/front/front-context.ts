import type { Background } from './background.ts';
import type { FrontBehaviour } from './front-behaviour.ts';
import type { FrontSimulatorOptions } from './front-options.ts';
import type { FrontState } from './state/front-state.ts';

/** What the routes share. */
export interface FrontContext {
  options: FrontSimulatorOptions;
  /** Read anew for each request. */
  behaviour: FrontBehaviour;
  state: FrontState;
  background: Background;
  /** A delay between half of `importDelayMs` and all of it, drawn from the seed. */
  nextDelayMs: () => number;
  /** Known once the server listens; resources name each other by it. */
  baseUrl: string;
}

/** The part of the context that turning records into JSON takes. */
export type FrontView = Pick<FrontContext, 'state' | 'baseUrl'>;
