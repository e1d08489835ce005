import { findErased } from './find-erased.ts';
import { sortListedCalls } from './sort-listed-calls.ts';
import type { CallListInput, PastCall, SweepActivities } from './sweep-contract.ts';
import type { SweepDeps } from './sweep-deps.ts';

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
