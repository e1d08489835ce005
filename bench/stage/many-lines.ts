import type { AircallSeeds } from '../../simulators/aircall/seed.ts';

/**
 * Lines, each with an inbox of its own: Front lets five messages a second be imported through one inbox, and Callthread keeps
 * to that whatever the stand-in would take.
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
