import { onTestFinished } from 'vitest';
import type { FrontSimulatorOptions } from '../../../simulators/front/front-options.ts';
import { type FrontSimulator, startFrontSimulator } from '../../../simulators/front/start-front-simulator.ts';

/** A simulator that ends with the test. Imports take 20 ms at most, unless the test says otherwise. */
export async function startFront(options: FrontSimulatorOptions = {}): Promise<FrontSimulator> {
  const front = await startFrontSimulator({ importDelayMs: 20, ...options });
  onTestFinished(() => front.close());
  return front;
}
