import type { HistoryAnswer } from './backend/answers.ts';

const seldomSeconds = 60;
const oftenSeconds = 15;
/** Callthread itself takes a moment to see what has come. */
const afterDueSeconds = 2;

/** @returns in how many seconds the calls are worth another look */
export function nextLook(answer: HistoryAnswer | null): number {
  const awaited = answer?.calls.flatMap((call) => call.awaited) ?? [];
  if (answer === null || awaited.length === 0) return seldomSeconds;
  const due = awaited
    .map(({ dueAtSeconds }) => (dueAtSeconds ?? 0) - answer.nowSeconds + afterDueSeconds)
    .filter((seconds) => seconds > 0);
  return Math.min(oftenSeconds, ...due);
}
