import type { Line } from '../../domain/call.ts';
import { keepList } from '../http/keep-list.ts';
import type { AircallClient } from './aircall-client.ts';
import { listAll } from './list-all.ts';

/** Nearly every caller is none of the lines, so a miss is no reason to ask soon. */
const missRefreshMs = 15 * 60_000;

/** @returns whether an E.164 number is one of the company's own lines; the list is asked for now and then */
export function createOwnLines(aircall: Pick<AircallClient, 'listLines'>): (e164: string) => Promise<boolean> {
  const readPage = async (page: number) => {
    const { lines: items, nextPage } = await aircall.listLines(page);
    return { items, nextPage };
  };
  const find = keepList<Line>(() => listAll(readPage), missRefreshMs);
  return async (e164) => (await find((line) => line.e164 === e164)) !== null;
}
