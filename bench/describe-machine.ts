import { cpus, loadavg, totalmem } from 'node:os';

/** The facts about the machine that figures depend on. */
export function describeMachine(): Record<string, string> {
  const [first] = cpus();
  return {
    cores: `${cpus().length} (${first?.model.trim() ?? 'unknown'})`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    node: process.version,
    system: `${process.platform} ${process.arch}`,
  };
}

/** @returns the load average of the last minute */
export function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}
