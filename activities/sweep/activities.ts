import { guardWith } from '../attempt.ts';
import { checkWebhook } from './check-webhook.ts';
import type { SweepActivities } from './contract.ts';
import type { SweepDeps } from './deps.ts';
import { listPastCalls } from './list-calls.ts';
import { startMissingCalls } from './start-missing-calls.ts';

/** @returns the activities that find calls no webhook reported, as a worker registers them. */
export function createSweepActivities(deps: SweepDeps): SweepActivities {
  const guard = guardWith(deps);
  return {
    startMissingCalls: guard(startMissingCalls),
    listPastCalls: guard(listPastCalls),
    checkWebhook: () => guard(checkWebhook)(undefined),
  };
}
