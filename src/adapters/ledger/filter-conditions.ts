import { and, gte, inArray, lt, type SQL } from 'drizzle-orm';
import { calls } from './calls-table.ts';
import type { CallFilter } from './ledger.ts';
import { searchCondition } from './search-condition.ts';

/** @returns what holds for the calls asked for; undefined when that is all of them */
export function filterConditions(filter: CallFilter): SQL | undefined {
  const { fromSeconds, toSeconds, states, directions, qualifications, lineIds, agentIds, search } = filter;
  return and(
    fromSeconds === undefined ? undefined : gte(calls.startedAtSeconds, fromSeconds),
    toSeconds === undefined ? undefined : lt(calls.startedAtSeconds, toSeconds),
    states && inArray(calls.state, states),
    directions && inArray(calls.direction, directions),
    qualifications && inArray(calls.qualification, qualifications),
    lineIds && inArray(calls.lineId, lineIds),
    agentIds && inArray(calls.agentId, agentIds),
    search === undefined ? undefined : searchCondition(search),
  );
}
