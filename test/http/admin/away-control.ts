import type { CallControl } from '../../../src/adapters/temporal/calls/call-control.ts';
import { TemporalUnavailable } from '../../../src/adapters/temporal/connection/errors.ts';

/** @returns what can be asked of a Temporal that is away */
export function awayControl(): CallControl {
  const fails = () => Promise.reject(new TemporalUnavailable('away'));
  return {
    read: fails,
    listParked: fails,
    answerOne: fails,
    answerThese: fails,
    answerAll: fails,
    skipCallback: fails,
    startReconcile: fails,
    readReconcile: fails,
  };
}
