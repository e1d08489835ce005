import type { LedgerCall, SeenCall } from '../../../src/domain/ledger-call.ts';

/** @returns an answered call that is in Front, with some of its fields replaced */
export function aLedgerCall(changed: Partial<LedgerCall> = {}): LedgerCall {
  return {
    id: 3_000_000_001,
    state: 'logged',
    reason: null,
    direction: 'inbound',
    qualification: 'inbound-answered',
    line: { id: 50_001, name: 'Support UK', e164: '+442079460101' },
    caller: '+447700900123',
    callerName: 'Cara Caller',
    agent: { id: 70_001, name: 'Anna Agent', email: 'anna@example.com' },
    startedAtSeconds: 1_760_000_000,
    answeredAtSeconds: 1_760_000_015,
    endedAtSeconds: 1_760_000_208,
    talkSeconds: 193,
    ringSeconds: 15,
    conversationId: 'cnv_1',
    loggedAtSeconds: 1_760_000_214,
    recording: 'awaited',
    voicemail: 'none',
    voicemailDueAtSeconds: null,
    ...changed,
  };
}

/** @returns a call of Aircall's list, with some of its fields replaced */
export function aSeenCall(changed: Partial<SeenCall> = {}): SeenCall {
  return {
    id: 3_000_000_001,
    direction: 'inbound',
    line: { id: 50_001, name: 'Support UK', e164: '+442079460101' },
    startedAtSeconds: 1_760_000_000,
    wanted: true,
    ...changed,
  };
}
