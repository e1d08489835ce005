import type { BenchRun } from './bench-part.ts';

/**
 * @param sizes from the command line: `calls=1000`, `pairs=8`
 * @throws RangeError unless each is a name and a whole number above 0
 */
export function readSizes(sizes: readonly string[]): BenchRun['sizeOf'] {
  const given = new Map(
    sizes.map((size) => {
      const [, what = '', count = ''] = /^([a-z-]+)=([1-9]\d*)$/.exec(size) ?? [];
      if (what === '') throw new RangeError(`--size ${size}: write it as calls=1000`);
      return [what, Number(count)];
    }),
  );
  return (what, usual) => given.get(what) ?? usual;
}
