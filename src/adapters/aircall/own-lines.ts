import type { Line } from '../../domain/call.ts';
import { keepList } from '../http/keep-list.ts';
import type { AircallClient } from './aircall-client.ts';

/** Aircall's lists end at 10,000 records; no company has so many lines. */
const mostPages = 200;

/** Nearly every caller is none of the lines, so a miss is no reason to ask soon. */
const missRefreshMs = 15 * 60_000;

/** @returns whether an E.164 number is one of the company's own lines; the list is asked for now and then */
export function createOwnLines(aircall: Pick<AircallClient, 'listLines'>): (e164: string) => Promise<boolean> {
  const find = keepList<Line>(async () => {
    const all: Line[] = [];
    let next: number | null = 1;
    while (next !== null && next <= mostPages) {
      const page: { lines: Line[]; nextPage: number | null } = await aircall.listLines(next);
      all.push(...page.lines);
      next = page.nextPage;
    }
    return all;
  }, missRefreshMs);
  return async (e164) => (await find((line) => line.e164 === e164)) !== null;
}
