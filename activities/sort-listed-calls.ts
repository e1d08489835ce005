import type { Call } from '../src/domain/call.ts';
import { isCutOff } from '../src/domain/call-lists.ts';
import { decide } from '../src/domain/decide.ts';
import type { SeenCall } from '../src/domain/ledger-call.ts';
import type { CallListInput, CallListResult } from './sweep-contract.ts';
import type { SweepDeps } from './sweep-deps.ts';

/** A page of Aircall's list. `due`: the calls that should be in Front, by what is configured. */
export interface SortedCalls {
  due: Call[];
  /** All that have ended, for the ledger. */
  seen: SeenCall[];
  result: CallListResult;
}

/** Asks Aircall for a page of calls, and tells those that should be in Front from the rest. */
export async function sortListedCalls(
  { aircall, settingsFor }: SweepDeps,
  { period, page, endedBeforeSeconds }: CallListInput,
): Promise<SortedCalls> {
  const { calls, unreadable, nextPage, total } = await aircall.listCalls({ ...period, page });
  const list = { nextPage, total };
  if (isCutOff(period, { ...list, page })) return { due: [], seen: [], result: { ...nothing, ...list, cutOff: true } };
  const ended = calls.filter(({ endedAtSeconds }) => endedAtSeconds !== null && endedAtSeconds <= endedBeforeSeconds);
  const wanted = (call: Call): boolean => decide(call, settingsFor(call.line)).log;
  const due = ended.filter(wanted);
  const open = calls.filter((call) => !ended.includes(call)).map(({ startedAtSeconds }) => startedAtSeconds);
  const seen = ended.map((call) => {
    const { id, direction, line, startedAtSeconds } = call;
    const { lineName: name } = settingsFor(line);
    return { id, direction, line: { id: line.id, name, e164: line.e164 }, startedAtSeconds, wanted: wanted(call) };
  });
  const result = {
    ...nothing,
    ...list,
    seen: calls.length + unreadable.length,
    notEnded: open.length,
    ...(open.length === 0 ? {} : { openSinceSeconds: Math.min(...open) }),
    unwanted: ended.length - due.length,
    unreadable: unreadable.length,
  };
  return { due, seen, result };
}

const nothing = { cutOff: false, seen: 0, notEnded: 0, unwanted: 0, unreadable: 0, known: 0 };
