import type { BenchPart, Figure } from './bench-part.ts';
import { describeMachine, load } from './describe-machine.ts';

export interface BenchResult {
  part: string;
  about: string;
  /** The machine, what the part ran on, and the load before and after. */
  facts: Record<string, string>;
  figures: Figure[];
}

export async function runPart(part: BenchPart, tell: (progress: string) => void): Promise<BenchResult> {
  const loadBefore = load();
  const { figures, facts } = await part.run((progress) => tell(`${part.name}: ${progress}`));
  return {
    part: part.name,
    about: part.about,
    facts: { ...describeMachine(), ...facts, 'load before, after': `${loadBefore}, ${load()}` },
    figures,
  };
}
