import { createHash } from 'node:crypto';
import type { LedgerCall, LedgerState } from '../../src/domain/ledger-call.ts';
import type { Qualification } from '../../src/domain/qualification.ts';

/** The calls of a company of forty agents in half a year. */
export const company = { calls: 100_000, days: 180, lines: 12, agents: 40, callers: 20_000 } as const;

const newYearSeconds = 1_767_225_600;
const daySeconds = 86_400;
export const period = { fromSeconds: newYearSeconds, toSeconds: newYearSeconds + company.days * daySeconds };

const firstNames = ['Zoë', 'Noah', 'Camille', 'Jürgen', 'Chloé', 'Liam', 'Inès', 'Oskar', 'Fatima', 'Hugo'];
const lastNames = ['Martin', 'Dubois', "O'Neill", 'Müller', 'Bernard', 'Smith', 'Petit', 'Lefèvre', 'Nguyen', 'Rossi'];

/** @returns a share in [0, 1), always the same for a call and a question */
function share(call: number, question: string): number {
  return createHash('sha1').update(`${call} ${question}`).digest().readUInt32BE(0) / 2 ** 32;
}

function pick<Item>(items: readonly Item[], at: number): Item {
  const item = items[Math.floor(at * items.length)];
  if (item === undefined) throw new RangeError('There is nothing to pick from');
  return item;
}

export function numberOf(caller: number): string {
  return `+336${String(10_000_000 + caller * 37).padStart(8, '0')}`;
}

/** Most calls of a company come from few callers: a third from the first twentieth of them. */
function callerOf(call: number): number {
  const among = share(call, 'often') < 1 / 3 ? company.callers / 20 : company.callers;
  return Math.floor(share(call, 'caller') * among);
}

function stateOf(call: number): LedgerState {
  const at = share(call, 'state');
  if (at < 0.94) return 'logged';
  return at < 0.96 ? 'unwanted' : at < 0.98 ? 'skipped' : at < 0.99 ? 'seen' : 'parked';
}

/** @returns the nth call, always the same */
export function manyCalls(nth: number): LedgerCall {
  const caller = callerOf(nth);
  const direction = share(nth, 'direction') < 0.7 ? ('inbound' as const) : ('outbound' as const);
  const answered = share(nth, 'answered') < 0.75;
  const unanswered: Qualification[] =
    direction === 'inbound'
      ? ['voicemail', 'missed', 'missed', 'ivr-abandoned', 'out-of-hours']
      : ['outbound-unanswered'];
  const line = Math.floor(share(nth, 'line') ** 2 * company.lines);
  const agent = Math.floor(share(nth, 'agent') * company.agents);
  const hour = 7 + Math.floor(share(nth, 'hour') * 12);
  const day = Math.floor((nth / company.calls) * company.days);
  const startedAtSeconds = newYearSeconds + day * daySeconds + hour * 3600 + Math.floor(share(nth, 'second') * 3600);
  const ringSeconds = 3 + Math.floor(share(nth, 'ring') * 40);
  const talkSeconds = answered ? 10 + Math.floor(share(nth, 'talk') ** 2 * 1800) : null;
  const endedAtSeconds = startedAtSeconds + ringSeconds + (talkSeconds ?? 0);
  const state = stateOf(nth);
  const conversationId = `cnv_${(1_000_000_000 + caller * 7919).toString(36)}`;
  return {
    id: 3_000_000_000 + nth,
    state,
    reason: state === 'parked' ? 'FrontUnauthorized' : null,
    direction,
    qualification: answered ? `${direction}-answered` : pick(unanswered, share(nth, 'qualification')),
    line: { id: 50_000 + line, name: `Line ${line}`, e164: `+3318665${1000 + line}` },
    caller: numberOf(caller),
    callerName: `${pick(firstNames, (caller % 97) / 97)} ${pick(lastNames, (caller % 89) / 89)} ${caller}`,
    agent: answered
      ? {
          id: 70_000 + agent,
          name: `${pick(firstNames, agent / company.agents)} Agent ${agent}`,
          email: `agent${agent}@example.com`,
        }
      : null,
    startedAtSeconds,
    answeredAtSeconds: answered ? startedAtSeconds + ringSeconds : null,
    endedAtSeconds,
    talkSeconds,
    ringSeconds,
    conversationId: state === 'logged' ? conversationId : null,
    // Mostly seconds; a few calls waited for an outage to end.
    loggedAtSeconds:
      state === 'logged'
        ? endedAtSeconds + Math.floor(4 + 20 * share(nth, 'front') + 3000 * share(nth, 'outage') ** 60)
        : null,
    recording: answered ? 'there' : 'none',
    voicemail: 'none',
    voicemailDueAtSeconds: null,
  };
}
