import { vi } from 'vitest';
import { freePorts } from '../../simulators/temporal/free-ports.ts';
import { type ServiceProcess, spawnCallthread, startCallthread } from '../e2e/service-process.ts';
import type { Town } from '../e2e/town.ts';

type Running = Omit<ServiceProcess, 'url'>;
export const members = ['ingress', 'worker 1', 'worker 2'] as const;
export type Member = (typeof members)[number];

/** A stopping worker lets its activities finish for fifteen seconds, then for five more. */
const patienceMs = 30_000;

/** The service as it is run at scale: an ingress and two workers, each a process. */
export interface ServiceGroup {
  url: string;
  pidOf(member: Member): number | undefined;
  /** Starts one that has ended, and waits until it is at work. */
  start(member: Member): Promise<void>;
  /** @returns its exit code, null when the signal ended it */
  end(member: Member, signal: NodeJS.Signals): Promise<number | null>;
  /** Ends all. @returns the pids of all that were ever started */
  stop(): Promise<number[]>;
  /** Exits that nobody asked for, with what the process had said last. */
  collapses: string[];
}

export async function startServiceGroup(town: Town): Promise<ServiceGroup> {
  const [port = 0] = await freePorts(1);
  // Each process that is started listens for this one's end.
  process.setMaxListeners(0);
  const running = new Map<Member, Running>();
  const asked = new Set<Running>();
  const pids: number[] = [];
  const collapses: string[] = [];

  function enlist(member: Member, started: Running): void {
    running.set(member, started);
    if (started.pid !== undefined) pids.push(started.pid);
    void noteCollapse(member, started);
  }

  async function noteCollapse(member: Member, started: Running): Promise<void> {
    const code = await started.exited;
    if (!asked.has(started)) collapses.push(`${member} ended with ${code}: ${started.output().slice(-2000)}`);
  }

  async function start(member: Member): Promise<void> {
    if (member === 'ingress') {
      enlist(member, await startCallthread('api', { ...town.environment, PORT: String(port) }));
      return;
    }
    const worker = spawnCallthread('worker', town.environment);
    enlist(member, worker);
    const ready = (): boolean => worker.output().includes('worker is polling') || collapses.length > 0;
    await vi.waitUntil(ready, { timeout: 90_000, interval: 50 }).catch((error: unknown) => {
      throw new Error(`${member} does not start: ${worker.output().slice(-2000)}`, { cause: error });
    });
  }

  async function end(member: Member, signal: NodeJS.Signals): Promise<number | null> {
    const ending = running.get(member);
    if (ending === undefined) return null;
    asked.add(ending);
    const late = setTimeout(() => {
      collapses.push(`${member} did not end on ${signal}: ${ending.output().slice(-2000)}`);
      void ending.stop('SIGKILL');
    }, patienceMs);
    return await ending.stop(signal).finally(() => clearTimeout(late));
  }

  await Promise.all(members.map(start));
  return {
    url: `http://127.0.0.1:${port}`,
    pidOf: (member) => running.get(member)?.pid,
    start,
    end,
    stop: async () => {
      await Promise.all(members.map((member) => end(member, 'SIGTERM')));
      return pids;
    },
    collapses,
  };
}
