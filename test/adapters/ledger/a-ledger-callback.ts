import type { LedgerCallback } from '../../../src/domain/callbacks/debt.ts';

/** @returns an open callback of one missed call, with some of its fields replaced */
export function aLedgerCallback(changed: Partial<LedgerCallback> = {}): LedgerCallback {
  return {
    id: 3_000_000_001,
    workflowId: 'callback-0123456789abcdef0123456789abcdef',
    state: 'open',
    line: { id: 50_001, name: 'Support UK' },
    caller: '+447700900123',
    callerName: 'Cara Caller',
    conversationId: 'cnv_1',
    missedAtSeconds: 1_760_000_000,
    misses: 1,
    attempts: 0,
    nextStepAtSeconds: 1_760_001_800,
    closedAtSeconds: null,
    closedBy: null,
    agentName: null,
    ...changed,
  };
}
