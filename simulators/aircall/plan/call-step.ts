import type { AircallCall, AircallState } from '../aircall-state.ts';
import type { CallScript } from '../call-script.ts';

/** A change of a call, `atMs` after it started. Once `apply` is done, Aircall sends `event`. */
export interface CallStep {
  atMs: number;
  event?: string;
  apply?: () => void;
}

/** What the plans are made from. `endMs`: hang-up, after the start of the call. */
export interface CallPlan {
  script: CallScript;
  call: AircallCall;
  state: AircallState;
  ringMs: number;
  endMs: number;
}

/** Unix seconds of a moment of the call. */
export function secondsAt(call: AircallCall, atMs: number): number {
  return call.startedAtSeconds + Math.floor(atMs / 1000);
}
