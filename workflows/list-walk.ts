import type { CallListResult } from '../activities/sweep/contract.ts';
import type { CallCounts } from './messages.ts';

export function noCounts(): CallCounts {
  return { total: 0, seen: 0, started: 0, known: 0, notEnded: 0, unwanted: 0, unreadable: 0 };
}

/** Adds a page of Aircall's list to the counts. */
export function countPage(counts: CallCounts, page: number, { total, ...result }: CallListResult): void {
  // Calls seen before the first page of a period belong to earlier periods.
  const listed = page === 1 && total !== null ? counts.seen + total : 0;
  for (const name of ['seen', 'known', 'notEnded', 'unwanted', 'unreadable'] as const) counts[name] += result[name];
  counts.total = Math.max(counts.total, listed, counts.seen);
}
