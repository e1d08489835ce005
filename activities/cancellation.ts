import { Context } from '@temporalio/activity';

/** @returns what tells the activity that runs now that it is cancelled, or that its worker stops; undefined outside of one */
export function currentCancellation(): AbortSignal | undefined {
  try {
    return Context.current().cancellationSignal;
  } catch {
    return undefined;
  }
}
