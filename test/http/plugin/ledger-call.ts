import type { LedgerCall } from '../../../src/domain/ledger-call.ts';

/** @returns an answered call of Anna Agent's on Support UK, with some of it replaced */
export function ledgerCall(changed: Partial<LedgerCall> = {}): LedgerCall {
  const startedAtSeconds = changed.startedAtSeconds ?? 1_790_000_000;
  return {
    id: 8_000_001,
    state: 'logged',
    reason: null,
    direction: 'inbound',
    qualification: 'inbound-answered',
    line: { id: 50001, name: 'Support UK', e164: '+442079460101' },
    caller: '+33612345678',
    callerName: 'Casey Caller',
    agent: { id: 70001, name: 'Anna Agent', email: 'anna.agent@example.com' },
    startedAtSeconds,
    answeredAtSeconds: startedAtSeconds + 12,
    endedAtSeconds: startedAtSeconds + 205,
    talkSeconds: 193,
    ringSeconds: 12,
    conversationId: 'cnv_1',
    loggedAtSeconds: startedAtSeconds + 240,
    recording: 'none',
    voicemail: 'none',
    voicemailDueAtSeconds: null,
    ...changed,
  };
}
