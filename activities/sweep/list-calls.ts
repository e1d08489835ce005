import { log } from '@temporalio/activity';
import type { Call } from '../../src/domain/call.ts';
import { isCutOff, maxLookBackSeconds } from '../../src/domain/call-lists.ts';
import { decide } from '../../src/domain/decide.ts';
import type { SeenCall } from '../../src/domain/ledger-call.ts';
import type { CallListInput, CallListResult, PastCall, SweepActivities } from './contract.ts';
import type { SweepDeps } from './deps.ts';

/** A page of Aircall's list. `due`: the calls that should be in Front by configuration. */
interface SortedCalls {
  due: Call[];
  /** All that have ended, for the ledger. */
  seen: SeenCall[];
  result: CallListResult;
}

/** Requests a page of calls from Aircall, and picks those that should be in Front. */
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

export async function listPastCalls(
  deps: SweepDeps,
  input: CallListInput,
): ReturnType<SweepActivities['listPastCalls']> {
  const { due, result } = await sortListedCalls(deps, input);
  const erased = await findErased(deps, due);
  const saidAtSeconds = Math.floor(Date.now() / 1000);
  const calls: PastCall[] = [];
  for (const call of due) {
    if (erased.has(call.id) || (await deps.past.isKnown(call.id))) continue;
    calls.push(deps.past.describe({ name: 'fetched', saidAtSeconds, call }));
  }
  const missing = calls.length;
  return { ...result, known: due.length - missing, missing, calls: input.countOnly ? [] : calls };
}

/**
 * Calls whose caller was erased are not logged again. Temporal knows them as skipped for its retention; after that only
 * the ledger remembers. So recent calls are processed even if the database is unavailable; older ones wait until it
 * answers.
 * @returns the ids of those that were erased
 * @throws LedgerUnavailable
 */
export async function findErased({ ledger }: SweepDeps, calls: Call[]): Promise<ReadonlySet<number>> {
  try {
    return new Set(await ledger?.erasedAmong(calls.map(({ id }) => id)));
  } catch (error) {
    const oldestSeconds = Date.now() / 1000 - maxLookBackSeconds;
    if (calls.some(({ startedAtSeconds }) => startedAtSeconds < oldestSeconds)) throw error;
    log.warn('the ledger cannot say which calls were erased; Temporal still knows the recent ones', { error });
    return new Set();
  }
}
