import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallEvent, callEventNames, mergeEvents } from '../../src/domain/call-event.ts';
import { aCall } from '../fixtures/a-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';

const start = aCall().startedAtSeconds;
const ben = anAgent({ id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' });

/** One event of one call, of which much is alike and much contradicts, as happens in a minute. */
const anyEvent: fc.Arbitrary<CallEvent> = fc
  .record({
    name: fc.constantFrom(...callEventNames, 'fetched' as const),
    saidAtSeconds: fc.integer({ min: start, max: start + 4 }),
    startedAtSeconds: fc.integer({ min: start, max: start + 1 }),
    answeredAtSeconds: fc.constantFrom(null, start + 15, start + 16),
    endedAtSeconds: fc.constantFrom(null, start + 208, start + 209),
    missedReason: fc.constantFrom(null, 'short_abandoned', 'no_available_agent'),
    caller: fc.constantFrom(
      { kind: 'anonymous' as const },
      { kind: 'unreadable' as const, digits: '118 218' },
      { kind: 'number' as const, e164: '+447700900123' },
      { kind: 'number' as const, e164: '+447700900124' },
    ),
    callerName: fc.constantFrom(null, 'Cara Caller', 'Cara C.'),
    agent: fc.constantFrom(null, anAgent(), ben),
    transferredBy: fc.constantFrom(null, anAgent()),
    transferredTo: fc.constantFrom(null, ben),
    recordingReady: fc.boolean(),
    voicemailLeft: fc.boolean(),
    voicemailReady: fc.boolean(),
    comments: fc
      .subarray([1, 2, 3])
      .map((ids) =>
        ids.map((id) => ({ id, content: `note ${id}`, author: anAgent(), postedAtSeconds: start + 300 - (id % 2) })),
      ),
    tags: fc.subarray([
      { id: 30001, name: 'Billing' },
      { id: 30002, name: 'Complaint' },
    ]),
  })
  .map(({ name, saidAtSeconds, ...said }) => ({ name, saidAtSeconds, call: aCall(said) }));
const someEvents = fc.array(anyEvent, { minLength: 1, maxLength: 8 });

describe('mergeEvents', () => {
  it('gives the same call for every order of arrival and any number of repeats', () => {
    const arrivals = someEvents.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.array(fc.nat(events.length - 1)),
      ),
    );
    fc.assert(
      fc.property(arrivals, fc.nat(), ([events, order, again], place) => {
        const repeats = again.flatMap((index) => structuredClone(order[index]) ?? []);
        const arrived = order.toSpliced(place % (order.length + 1), 0, ...repeats);
        expect(mergeEvents(arrived)).toEqual(mergeEvents(events));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same call when events are merged in several steps', () => {
    fc.assert(
      fc.property(someEvents, fc.nat(), (events, cut) => {
        const early = events.slice(0, 1 + (cut % events.length));
        mergeEvents(early);
        expect(mergeEvents([...events.toReversed(), ...early])).toEqual(mergeEvents(events));
      }),
    );
  });

  it('loses no data of any event, and invents none', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const call = mergeEvents(events);
        const calls = events.map((event) => event.call);
        const keys = ['answeredAtSeconds', 'endedAtSeconds', 'missedReason', 'callerName', 'agent'] as const;
        for (const key of [...keys, 'transferredBy' as const, 'transferredTo' as const]) {
          const said = calls.map((one) => one[key]).filter((value) => value !== null);
          expect(said.length === 0 ? [null] : said).toContainEqual(call[key]);
        }
        for (const key of ['recordingReady', 'voicemailLeft', 'voicemailReady'] as const) {
          expect(call[key]).toBe(calls.some((one) => one[key]));
        }
        const commentIds = new Set(calls.flatMap(({ comments }) => comments.map(({ id }) => id)));
        expect(new Set(call.comments.map(({ id }) => id))).toEqual(commentIds);
        expect(call.comments).toHaveLength(commentIds.size);
        expect(call.startedAtSeconds).toBe(Math.min(...calls.map(({ startedAtSeconds }) => startedAtSeconds)));
      }),
    );
  });

  it('prefers the latest data', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const last = {
          name: 'fetched' as const,
          saidAtSeconds: start + 9,
          call: aCall({ agent: ben, callerName: 'C' }),
        };
        expect(mergeEvents([last, ...events])).toMatchObject({ agent: ben, callerName: 'C', tags: [] });
      }),
    );
  });

  it('lists comments in the order they were written, whatever their ids', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const { comments } = mergeEvents(events);
        const order = comments.map(({ postedAtSeconds, id }) => postedAtSeconds * 10 + id);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
    );
  });

  it('throws if there are no events', () => {
    expect(() => mergeEvents([])).toThrow(RangeError);
  });
});
