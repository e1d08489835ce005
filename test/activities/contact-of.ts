import type { ContactInput } from '../../activities/contract.ts';
import type { Call } from '../../src/domain/call.ts';

/** @returns what the workflow asks first of all for a call */
export function contactOf(call: Call, changed: Partial<ContactInput> = {}): ContactInput {
  const { id: callId, caller, callerName, line } = call;
  return {
    callId,
    caller,
    callerName,
    country: line.country,
    internalCalls: 'skip',
    assignTo: call.agent,
    turn: null,
    turnFirst: false,
    ...changed,
  };
}
