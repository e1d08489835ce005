import type { ParkedCalls } from '../../../src/adapters/temporal/calls/parked-calls.ts';
import type { LedgerCall } from '../../../src/domain/ledger-call.ts';
import { aLedgerCall } from '../../adapters/ledger/a-ledger-call.ts';

/** Monday 2026-03-02, noon in Paris. */
export const nowMs = Date.parse('2026-03-02T11:00:00Z');
export const timezone = 'Europe/Paris';

export const lines = {
  support: { id: 50_001, name: 'Support UK', e164: '+442079460101' },
  sales: { id: 50_002, name: 'Sales France', e164: '+33186651011' },
};
const agents = {
  anna: { id: 70_001, name: 'Anna Agent', email: 'anna@example.com' },
  bruno: { id: 70_002, name: 'Bruno Bérard', email: 'bruno@example.com' },
};

/** A hostile name. */
export const hostile = {
  script: '<script>window.hacked=1</script><img src=x onerror="window.hacked=1">',
  turned: '\u202Eevil\u202D moc.elpmaxe',
  long: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(12),
  formula: '=HYPERLINK("https://evil.example","click")',
};

/** An inbound call that was answered after `ring` seconds, or none was there for, `hoursAgo`. */
export function inbound(id: number, hoursAgo: number, changed: Partial<LedgerCall> = {}): LedgerCall {
  const startedAtSeconds = nowMs / 1000 - hoursAgo * 3600;
  const answered = /(?:^|-)answered$/.test(changed.qualification ?? 'inbound-answered');
  const times = answered
    ? {
        answeredAtSeconds: startedAtSeconds + 10,
        endedAtSeconds: startedAtSeconds + 130,
        talkSeconds: 120,
        ringSeconds: 10,
      }
    : {
        answeredAtSeconds: null,
        endedAtSeconds: startedAtSeconds + 25,
        talkSeconds: null,
        ringSeconds: 25,
        agent: null,
      };
  return aLedgerCall({
    id,
    caller: `+4477009${String(id).padStart(5, '0').slice(-5)}`,
    callerName: `Caller ${id}`,
    startedAtSeconds,
    loggedAtSeconds: startedAtSeconds + (answered ? 165 : 60),
    conversationId: `cnv_${id}`,
    recording: 'there',
    ...times,
    ...changed,
  });
}

/** A morning of calls: two days, two lines, two agents, every state. */
export function sampleCalls(): LedgerCall[] {
  const { support, sales } = lines;
  const { anna, bruno } = agents;
  return [
    inbound(1001, 1, { callerName: 'Cara Caller', caller: '+447700900123' }),
    inbound(1002, 2, { line: sales, agent: bruno, conversationId: 'cnv_1001' }),
    inbound(1003, 3, { qualification: 'voicemail', voicemail: 'awaited', voicemailDueAtSeconds: nowMs / 1000 + 120 }),
    inbound(1004, 3.5, { qualification: 'missed', callerName: null, caller: null, line: sales }),
    inbound(1005, 26, { agent: bruno }),
    inbound(1006, 27, { qualification: 'out-of-hours', callerName: hostile.script }),
    inbound(1007, 28, {
      state: 'parked',
      reason: 'FrontRejected',
      conversationId: null,
      loggedAtSeconds: null,
      callerName: hostile.turned,
    }),
    inbound(1008, 29, { state: 'parked', reason: 'FrontUnauthorized', conversationId: null, loggedAtSeconds: null }),
    inbound(1009, 30, { state: 'unwanted', reason: 'line is not logged', conversationId: null, loggedAtSeconds: null }),
    inbound(1010, 31, { direction: 'outbound', qualification: 'outbound-answered', agent: anna, line: support }),
    inbound(1011, 32, { callerName: hostile.long, agent: { id: 70_003, name: hostile.formula, email: null } }),
  ];
}

export function parkedCall(
  callId: number,
  failure: string,
  changed: Partial<ParkedCalls['calls'][number]> = {},
): ParkedCalls['calls'][number] {
  return {
    workflowId: `call-${callId}`,
    callId,
    failure,
    line: 'Support UK',
    qualification: 'inbound-answered',
    agent: 'Anna Agent',
    startedAtSeconds: nowMs / 1000 - 28 * 3600,
    steps: [
      {
        step: 'append',
        failure,
        message: 'Front has refused the message: inbox "Nowhere" is not there.',
        remedy: 'Make the inbox in Front, or correct "inbox" in callthread.yaml; then retry.',
        sinceIso: '2026-03-01T07:01:00.000Z',
      },
    ],
    ...changed,
  };
}
