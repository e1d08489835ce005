import { findTemporalCli } from '../../simulators/temporal/find-temporal-cli.ts';
import { findTemporalServer } from '../../simulators/temporal/find-temporal-server.ts';

/** For vitest's `globalSetup`: what takes minutes on a new machine is done before any test's time limit runs. */
export async function setup(): Promise<void> {
  await findTemporalServer({ report: console.error });
  await findTemporalCli({ report: console.error });
}
