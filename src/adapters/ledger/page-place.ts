import { LedgerPlaceInvalid } from './ledger-faults.ts';

/** The last call of a page. */
export interface PagePlace {
  startedAtSeconds: number;
  id: number;
}

export function writePlace({ startedAtSeconds, id }: PagePlace): string {
  return `${startedAtSeconds}.${id}`;
}

/** @throws LedgerPlaceInvalid for a text that `writePlace` did not write */
export function readPlace(text: string): PagePlace {
  const [, startedAtSeconds, id] = /^(-?\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  if (startedAtSeconds === undefined || id === undefined) {
    throw new LedgerPlaceInvalid('There is no such place in the list of calls');
  }
  return { startedAtSeconds: Number(startedAtSeconds), id: Number(id) };
}
