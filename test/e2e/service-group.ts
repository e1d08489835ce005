import { vi } from 'vitest';
import { freeLowPorts } from '../../simulators/programs/free-ports.ts';
import { readComposeService } from '../../simulators/temporal/compose/compose-service.ts';
import { type ServiceProcess, spawnCallthread, startCallthread } from './service-process.ts';
import { spreadRequests } from './spread-requests.ts';
import { topology } from './topology.ts';

type Running = Omit<ServiceProcess, 'url'>;
export type Member = 'ingress 1' | 'ingress 2' | 'worker 1' | 'worker 2';
const ingresses: readonly Member[] = topology === 'postgres' ? ['ingress 1', 'ingress 2'] : ['ingress 1'];
export const members: readonly Member[] = [...ingresses, 'worker 1', 'worker 2'];

/** What docker-compose.yml calls them. */
const services: Record<Member, string> = {
  'ingress 1': 'callthread',
  'ingress 2': 'callthread-2',
  'worker 1': 'worker',
  'worker 2': 'worker-2',
};

/** As docker-compose.yml has it (`stop_grace_period`): who has not ended by then is killed. */
const patienceMs = 30_000;

/** The service as it is run at scale: one or two ingresses and two workers, each a process. */
export interface ServiceGroup {
  /** URL of the proxy in front of the ingresses. */
  url: string;
  /** How many requests each ingress has answered. */
  answered(): Record<string, number>;
  /** Of the ingresses themselves. */
  ports(): number[];
  /** All that they have written, those too that have ended. */
  output(): string;
  pidOf(member: Member): number | undefined;
  /** Starts one that has ended, and waits until it is at work. */
  start(member: Member): Promise<void>;
  /** @returns its exit code, null when the signal ended it */
  end(member: Member, signal: NodeJS.Signals): Promise<number | null>;
  /** Of all that were ever started. */
  pids(): number[];
  /** Ends all. @returns the first exit code that is not 0, null for one that the signal ended */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Unexpected exits, with the last output of the process. */
  collapses: string[];
}

/** @param environment of each process; `PORT` is that of the proxy in front of the ingresses */
export async function startServiceGroup(environment: Record<string, string>): Promise<ServiceGroup> {
  const ports = await freeLowPorts(ingresses.length);
  const spread = await spreadRequests(Number(environment['PORT'] ?? 0), ports);
  // Each process that is started listens for this one's end.
  process.setMaxListeners(0);
  const running = new Map<Member, Running>();
  const asked = new Set<Running>();
  const all: Running[] = [];
  const collapses: string[] = [];

  function enlist(member: Member, started: Running): void {
    running.set(member, started);
    all.push(started);
    void noteCollapse(member, started);
  }

  async function noteCollapse(member: Member, started: Running): Promise<void> {
    const code = await started.exited;
    if (!asked.has(started)) collapses.push(`${member} ended with ${code}: ${started.output().slice(-2000)}`);
  }

  async function start(member: Member): Promise<void> {
    const port = ports[members.indexOf(member)];
    if (port !== undefined) {
      enlist(member, await startCallthread('api', { ...(await environmentFor(member, 'api')), PORT: String(port) }));
      return;
    }
    const worker = spawnCallthread('worker', await environmentFor(member, 'worker'));
    enlist(member, worker);
    const ready = (): boolean => worker.output().includes('worker is polling') || collapses.length > 0;
    await vi.waitUntil(ready, { timeout: 240_000, interval: 50 }).catch((error: unknown) => {
      throw new Error(`${member} does not start: ${worker.output().slice(-2000)}`, { cause: error });
    });
  }

  /** Its environment in docker-compose.yml, except for addresses. */
  async function environmentFor(member: Member, expected: string): Promise<Record<string, string>> {
    if (topology === 'single') return environment;
    const composed = await readComposeService(services[member], { POSTGRES_PASSWORD: '' });
    if (composed.command.join(' ') !== expected) throw new Error(`docker-compose.yml has no ${expected} as ${member}`);
    return { ...composed.environment, ...environment, WORKER_PORT: '0' };
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
    url: spread.url,
    answered: () =>
      Object.fromEntries(ingresses.map((name, index) => [name, spread.answered.get(ports[index] ?? 0) ?? 0])),
    ports: () => ports,
    output: () => all.map((each) => each.output()).join(''),
    pidOf: (member) => running.get(member)?.pid,
    start,
    end,
    pids: () => all.flatMap(({ pid }) => pid ?? []),
    stop: async (signal = 'SIGTERM') => {
      const codes = await Promise.all(members.map((member) => end(member, signal)));
      await spread.close();
      return codes.every((code) => code === 0) ? 0 : (codes.find((code) => code !== 0) ?? null);
    },
    collapses,
  };
}
