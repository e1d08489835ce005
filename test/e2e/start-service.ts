import { startServiceGroup } from './service-group.ts';
import { startCallthread } from './service-process.ts';
import { topology } from './topology.ts';

export interface StartedService {
  /** Takes webhooks. */
  url: string;
  pids(): number[];
  /** All that its processes have written so far. */
  output(): string;
  /** Ends it. @returns its exit code, null when the signal ended it */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts the whole service, as the topology has it, and waits until it takes webhooks and its workers are at work. */
export async function startService(environment: Record<string, string>): Promise<StartedService> {
  if (topology === 'single') {
    const { pid, ...service } = await startCallthread('start', environment);
    return { ...service, pids: () => (pid === undefined ? [] : [pid]) };
  }
  return await startServiceGroup(environment);
}
