import { onTestFinished } from 'vitest';
import type { AircallSimulatorOptions } from '../../../simulators/aircall/aircall-options.ts';
import type { CallScript } from '../../../simulators/aircall/call-script.ts';
import { startAircallSimulator } from '../../../simulators/aircall/start-aircall-simulator.ts';
import { aircallClient } from './aircall-client.ts';
import { startReceiver } from './receiver.ts';

/** An answered inbound call of 3 minutes, as most tests want it. */
export const answered: CallScript = {
  direction: 'inbound',
  caller: '+44 20 7946 0900',
  line: 50001,
  agent: 70001,
  ringSeconds: 15,
  talkSeconds: 193,
  startedAtSeconds: 1_760_000_000,
};

export const missed: CallScript = {
  direction: 'inbound',
  caller: '+44 20 7946 0900',
  line: 50001,
  teams: [60001],
  ringSeconds: 17,
  startedAtSeconds: 1_760_010_000,
};

/** A simulator, by default ten thousand times faster, closed at the end of the test. */
export async function openSimulator(options: AircallSimulatorOptions = {}) {
  const simulator = await startAircallSimulator({ timeScale: 0.0001, ...options });
  onTestFinished(() => simulator.close());
  return { simulator, request: aircallClient(simulator) };
}

/** A receiver of webhooks, closed at the end of the test. */
export async function openReceiver(answer?: (index: number) => number | null) {
  const receiver = await startReceiver(answer);
  onTestFinished(() => receiver.close());
  return receiver;
}
