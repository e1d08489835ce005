import type { ContactInput } from '../../activities/contract.ts';
import type { Call } from '../../src/domain/call.ts';
import { attributionOf, qualify } from '../../src/domain/qualification.ts';

/** @returns what the workflow asks first of all for a call */
export function contactOf(call: Call, changed: Partial<ContactInput> = {}): ContactInput {
  return {
    call,
    policy: 'open',
    assigns: attributionOf(qualify(call)).assign,
    moves: false,
    recent: null,
    internalCalls: 'skip',
    checkExisting: false,
    ...changed,
  };
}
