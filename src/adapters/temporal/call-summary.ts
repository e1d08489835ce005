import type { Call, Caller } from '../../domain/call.ts';
import { maskNumber } from '../../domain/phone-number.ts';

/** Temporal refuses a start whose summary is longer than 400 bytes: a letter may have three, and encryption adds up to 150. */
const longestLineName = 60;

/** @returns one line for Temporal's Web UI, where anybody may read it: the caller's number is shortened. */
export function summarizeCall(call: Call, lineName: string): string {
  const line = lineName.replace(/\s+/g, ' ').slice(0, longestLineName).toWellFormed();
  const caller = nameCaller(call.caller);
  return call.direction === 'inbound' ? `Inbound call ${caller} → ${line}` : `Outbound call ${line} → ${caller}`;
}

function nameCaller(caller: Caller): string {
  if (caller.kind === 'number') return maskNumber(caller.e164);
  return caller.kind === 'anonymous' ? 'anonymous' : 'unreadable number';
}
