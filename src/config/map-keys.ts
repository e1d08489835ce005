import type { Fault } from './fault.ts';
import { keyReaders } from './key-readers.ts';
import { isRecord, readValue } from './read-value.ts';

type MapName = keyof typeof keyReaders;

/**
 * Checks the keys of maps apart from their values, so that a wrong key hides nothing below it.
 * @param data the whole file as it was written
 */
export function findKeyFaults(data: unknown): Fault[] {
  return (['lines', 'agents', 'tags'] as const).flatMap((name) => faultsOf(name, readValue(data, [name])));
}

/** @returns the map with each key in the one form it is kept in; keys that could not be read are left out. */
export function renameKeys<T>(name: MapName, map: Record<string, T>): Record<string, T> {
  const entries = Object.entries(map).flatMap(([written, value]) => {
    const reading = keyReaders[name].read(written);
    return 'key' in reading ? [[reading.key, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function faultsOf(name: MapName, map: unknown): Fault[] {
  if (!isRecord(map) || Array.isArray(map)) return [];
  const { read, sameAs } = keyReaders[name];
  const seen = new Map<string, string>();
  return Object.keys(map).flatMap((written): Fault[] => {
    const path = [name, written];
    const reading = read(written);
    if ('fault' in reading) return [{ path, message: reading.fault, about: 'key' }];
    const first = seen.get(sameAs(reading.key));
    if (first === undefined) {
      seen.set(sameAs(reading.key), written);
      return [];
    }
    return [{ path, message: `means the same as "${first}". Keep one of the two.`, about: 'key' }];
  });
}
