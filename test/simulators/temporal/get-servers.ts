import { findTemporalCli } from '../../../simulators/temporal/find-temporal-cli.ts';
import { prepareTimeSkipping } from '../../../simulators/temporal/start-time-skipping.ts';

/** For vitest's `globalSetup`: what takes minutes on a new machine is done before any test's time limit runs. */
export async function setup(): Promise<void> {
  if (!process.env['TEMPORAL_ADDRESS']) await findTemporalCli({ report: console.error });
  await prepareTimeSkipping({ report: console.error });
}
