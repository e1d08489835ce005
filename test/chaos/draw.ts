import { createHash } from 'node:crypto';
import { seededRandom } from '../../simulators/kit/seeded-random.ts';

/** Random decisions of one thing: they depend on the run's seed and the thing's name alone, never on what came before. */
export interface Draw {
  chance(probability: number): boolean;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

export function drawFor(seed: number, ...thing: Array<string | number>): Draw {
  const random = seededRandom(numberFor(seed, ...thing));
  return {
    chance: (probability) => random() < probability,
    between: (least, most) => least + Math.floor(random() * (most - least + 1)),
    pick: (items) => items[Math.floor(random() * items.length)] ?? items[0],
  };
}

/** A seed of its own for a thing, from 0 to 2^32 - 1. */
export function numberFor(seed: number, ...thing: Array<string | number>): number {
  return createHash('sha256')
    .update([seed, ...thing].join('/'))
    .digest()
    .readUInt32BE(0);
}
