import type { BenchPart } from '../bench-part.ts';
import { residentMemory } from '../stage/resident-memory.ts';
import { startCallthread } from '../stage/start-service.ts';
import { withOpened } from '../stage/with-opened.ts';
import { openWaitingStage } from './waiting-stage.ts';

/**
 * Each call has its own new caller; all are logged and wait for the end of their three minutes, which here are hours.
 */
export const waitingPart: BenchPart = {
  name: 'waiting',
  about: 'The memory of a worker and of the Temporal server while calls are inside their three minutes.',
  async run({ report, sizeOf }) {
    const most = sizeOf('calls', 10_000);
    const counts = [Math.ceil(most / 10), most];
    return await withOpened(async (keep) => {
      report('starting');
      const { stage, temporal, fill } = await openWaitingStage();
      keep(stage, (opened) => opened.close());
      const worker = keep(await startCallthread('worker', stage.environment), (started) => started.stop());
      const ingress = keep(await startCallthread('api', stage.environment), (started) => started.stop());
      const pids = [worker.pid, temporal.pid];
      const taken: Array<{ calls: number; memory: number[] }> = [{ calls: 0, memory: await residentMemory(pids) }];
      for (const count of counts) {
        await fill(ingress.url, count, report);
        taken.push({ calls: count, memory: await residentMemory(pids) });
      }
      const [, few, many] = taken.map(({ memory }) => memory[0] ?? 0);
      return {
        facts: { Temporal: temporal.named, service: 'callthread worker' },
        tables: [
          {
            title: '',
            of: 'waiting calls',
            columns: ['worker MB', 'server MB'],
            compared: 'worker MB',
            rows: taken.map(({ calls, memory }) => ({ name: String(calls), cells: memory })),
          },
        ],
        checks: [
          {
            what: `the worker's memory with ${counts[1]} calls, to that with ${counts[0]}`,
            value: (many ?? 0) / (few ?? 0),
            rule: 'at most',
            limit: 1.5,
          },
        ],
      };
    });
  },
};
