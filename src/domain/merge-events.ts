import type { Call, Caller } from './call.ts';
import type { CallEvent } from './call-event.ts';

/**
 * Events are merged by what they say, not by when they came: they are put in one order that depends on their content
 * alone, then each newer one adds to or replaces what the older ones said, and silence (`null`) takes nothing away.
 * So any order of arrival and any number of repeats give the same call.
 * @param events at least one, all of one call
 */
export function mergeEvents(events: readonly CallEvent[]): Call {
  const [first, ...later] = inOrder(events);
  if (first === undefined) throw new RangeError('mergeEvents needs at least one event');
  return later.reduce((call, event) => merge(call, event.call), first.call);
}

/** @returns the events that say something of their own, oldest first; repeats are left out. */
function inOrder(events: readonly CallEvent[]): CallEvent[] {
  const distinct = new Map(events.map((event) => [JSON.stringify(event), event]));
  return [...distinct]
    .toSorted(
      ([textA, a], [textB, b]) =>
        a.saidAtSeconds - b.saidAtSeconds || weight(a) - weight(b) || (textA < textB ? -1 : 1),
    )
    .map(([, event]) => event);
}

/** Of two bodies of one second, the one made when the call's data had settled counts as the newer. */
function weight(event: CallEvent): number {
  const settled = event.call.endedAtSeconds === null ? 0 : 2;
  return settled + (event.name === 'call.untagged' ? 1 : 0);
}

function merge(older: Call, newer: Call): Call {
  return {
    ...newer,
    startedAtSeconds: Math.min(older.startedAtSeconds, newer.startedAtSeconds),
    answeredAtSeconds: newer.answeredAtSeconds ?? older.answeredAtSeconds,
    endedAtSeconds: newer.endedAtSeconds ?? older.endedAtSeconds,
    missedReason: newer.missedReason ?? older.missedReason,
    caller: clearer(newer.caller, older.caller),
    callerName: newer.callerName ?? older.callerName,
    line: newer.line.id === 0 ? older.line : newer.line,
    agent: newer.agent ?? older.agent,
    transferredBy: newer.transferredBy ?? older.transferredBy,
    transferredTo: newer.transferredTo ?? older.transferredTo,
    recordingReady: newer.recordingReady || older.recordingReady,
    voicemailLeft: newer.voicemailLeft || older.voicemailLeft,
    voicemailReady: newer.voicemailReady || older.voicemailReady,
    comments: [
      ...new Map([...older.comments, ...newer.comments].map((comment) => [comment.id, comment])).values(),
    ].toSorted((a, b) => a.postedAtSeconds - b.postedAtSeconds || a.id - b.id),
  };
}

const clarity: Record<Caller['kind'], number> = { number: 2, unreadable: 1, anonymous: 0 };

function clearer(newer: Caller, older: Caller): Caller {
  return clarity[newer.kind] >= clarity[older.kind] ? newer : older;
}
