import type { AppendInput, ContactResult } from '../../activities/contract.ts';
import type { Call } from '../../src/domain/call.ts';
import { qualify } from '../../src/domain/qualification.ts';

/** @returns what the workflow asks when it has the contact, with the defaults of the configuration */
export function appendOf(call: Call, contact: ContactResult, changed: Partial<AppendInput> = {}): AppendInput {
  return {
    call,
    qualification: qualify(call),
    policy: 'open',
    inbox: 'Aircall Phone',
    lineName: call.line.name,
    recordings: 'link',
    moveTo: null,
    contact,
    turn: null,
    lookFirst: false,
    voicemail: { delayMs: 180_000, settleMs: 10_000, giveUpAfterMs: 86_400_000 },
    revision: 1,
    ...changed,
  };
}
