import { cpus, loadavg, totalmem } from 'node:os';
import type { BenchPart, BenchRun, PartResult } from './bench-part.ts';

/** `facts`: the machine, what the part ran on, and the load before and after. */
export interface BenchResult extends PartResult {
  part: string;
  about: string;
}

export async function runPart(part: BenchPart, { report, sizeOf }: BenchRun): Promise<BenchResult> {
  const loadBefore = load();
  const { facts, ...measured } = await part.run({ sizeOf, report: (progress) => report(`${part.name}: ${progress}`) });
  return {
    part: part.name,
    about: part.about,
    facts: { ...describeMachine(), ...facts, 'load before, after': `${loadBefore}, ${load()}` },
    ...measured,
  };
}

/** The facts about the machine that figures depend on. */
function describeMachine(): Record<string, string> {
  const [first] = cpus();
  return {
    cores: `${cpus().length} (${first?.model.trim() ?? 'unknown'})`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    node: process.version,
    system: `${process.platform} ${process.arch}`,
  };
}

/** @returns the load average of the last minute */
function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}
