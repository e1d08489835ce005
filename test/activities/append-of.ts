import type { AppendInput, ContactResult } from '../../activities/contract.ts';
import type { Call } from '../../src/domain/call.ts';
import { attributionOf, qualify } from '../../src/domain/qualification.ts';

/** @returns what the workflow asks when it has the contact, with the defaults of the configuration */
export function appendOf(call: Call, contact: ContactResult, changed: Partial<AppendInput> = {}): AppendInput {
  const qualification = qualify(call);
  return {
    call,
    qualification,
    policy: 'open',
    assigns: attributionOf(qualification).assign,
    moves: typeof changed.moveTo === 'string',
    recent: null,
    inbox: 'Aircall Phone',
    lineName: call.line.name,
    recordings: 'link',
    moveTo: null,
    contact,
    ...changed,
  };
}
