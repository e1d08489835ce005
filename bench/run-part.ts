import type { BenchPart, BenchRun, PartResult } from './bench-part.ts';
import { describeMachine, load } from './describe-machine.ts';

/** `facts`: the machine, what the part ran on, and the load before and after. */
export interface BenchResult extends PartResult {
  part: string;
  about: string;
}

export async function runPart(part: BenchPart, { tell, sizeOf }: BenchRun): Promise<BenchResult> {
  const loadBefore = load();
  const { facts, ...measured } = await part.run({ sizeOf, tell: (progress) => tell(`${part.name}: ${progress}`) });
  return {
    part: part.name,
    about: part.about,
    facts: { ...describeMachine(), ...facts, 'load before, after': `${loadBefore}, ${load()}` },
    ...measured,
  };
}
