import fc from 'fast-check';
import type { Direction } from '../../../src/domain/call.ts';
import { type LedgerCall, ledgerStates } from '../../../src/domain/ledger-call.ts';
import { qualifications } from '../../../src/domain/qualification.ts';
import { aLedgerCall } from './a-ledger-call.ts';

const directions: Direction[] = ['inbound', 'outbound'];
const span = { min: Date.parse('2026-03-20T00:00:00Z') / 1000, max: Date.parse('2026-04-05T00:00:00Z') / 1000 };
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 4 });

const anyCall: fc.Arbitrary<LedgerCall> = fc
  .record({
    state: fc.constantFrom(...ledgerStates),
    direction: fc.constantFrom(...directions),
    qualification: orNull(fc.constantFrom(...qualifications)),
    line: fc.constantFrom(1, 2, 3).map((id) => ({ id, name: `Line ${id}`, e164: null })),
    agent: orNull(fc.constantFrom(7, 8, 12).map((id) => ({ id, name: `Agent ${id}`, email: null }))),
    startedAtSeconds: fc.integer(span),
    ringSeconds: orNull(fc.nat(60)),
    talkSeconds: orNull(fc.nat(4000)),
    answered: fc.boolean(),
    conversationId: orNull(fc.nat(8).map((id) => `cnv_${id}`)),
    toFrontSeconds: orNull(fc.oneof(fc.integer({ min: -2, max: 30 }), fc.nat(90_000))),
  })
  .map(({ answered, toFrontSeconds, ...call }) => {
    const { startedAtSeconds, ringSeconds, talkSeconds } = call;
    const endedAtSeconds = startedAtSeconds + (ringSeconds ?? 0) + (talkSeconds ?? 0);
    return aLedgerCall({
      ...call,
      answeredAtSeconds: answered ? startedAtSeconds + (ringSeconds ?? 0) : null,
      endedAtSeconds,
      loggedAtSeconds: toFrontSeconds === null ? null : endedAtSeconds + toFrontSeconds,
    });
  });

/** Up to forty calls around the day on which Europe's clocks go forward. */
export const anyCalls: fc.Arbitrary<LedgerCall[]> = fc
  .array(anyCall, { maxLength: 40 })
  .map((calls) => calls.map((call, id) => ({ ...call, id })));
