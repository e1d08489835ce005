import { CancellationScope, isCancellation, setHandler } from '@temporalio/workflow';
import { skip } from './messages.ts';

/** Runs a workflow until a person's `skip` ends it, wherever it stands. @param skipped what it comes to then */
export async function untilSkipped<Outcome>(run: () => Promise<Outcome>, skipped: () => Outcome): Promise<Outcome> {
  const scope = new CancellationScope();
  setHandler(skip, () => scope.cancel());
  try {
    return await scope.run(run);
  } catch (error) {
    if (!scope.consideredCancelled || !isCancellation(error)) throw error;
    return skipped();
  }
}
