import { checkWebhook } from './check-webhook.ts';
import { guardWith } from './guard-with.ts';
import { listPastCalls } from './list-past-calls.ts';
import { startMissingCalls } from './start-missing-calls.ts';
import type { SweepActivities } from './sweep-contract.ts';
import type { SweepDeps } from './sweep-deps.ts';

/** @returns the activities that look for calls of which no webhook has told, as a worker registers them. */
export function createSweepActivities(deps: SweepDeps): SweepActivities {
  const guard = guardWith(deps);
  return {
    startMissingCalls: guard(startMissingCalls),
    listPastCalls: guard(listPastCalls),
    checkWebhook: () => guard(checkWebhook)(undefined),
  };
}
