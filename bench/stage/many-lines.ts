import type { AircallSeeds } from '../../simulators/aircall/seed.ts';

/**
 * Lines, each with its own inbox: Front imports five messages a second into an inbox, and Callthread respects that
 * whatever the simulator accepts.
 */
export function manyLines(count: number): {
  inboxes: string[];
  numbers: NonNullable<AircallSeeds['numbers']>;
  yaml: string;
} {
  const all = Array.from({ length: count }, (_, index) => ({ id: 50_001 + index, name: `Line ${index}` }));
  return {
    inboxes: ['Aircall Phone', ...all.map(({ name }) => name)],
    numbers: all.map(({ id, name }) => {
      const digits = `+331990${String(id).slice(-5)}`;
      return { id, name, digits, e164Digits: digits, country: 'FR', timeZone: 'Europe/Paris' };
    }),
    yaml: `lines:\n${all.map(({ id, name }) => `  "${id}": { inbox: "${name}" }`).join('\n')}`,
  };
}
