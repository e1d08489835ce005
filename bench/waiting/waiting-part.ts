import type { BenchPart } from '../bench-part.ts';
import { fillWithCalls } from '../growth/fill-with-calls.ts';
import { callerOf, modelBody } from '../stage/call-bodies.ts';
import { startInstantFront } from '../stage/instant-front.ts';
import { manyLines } from '../stage/many-lines.ts';
import { openStage } from '../stage/open-stage.ts';
import { openTemporal } from '../stage/open-temporal.ts';
import { residentMemory } from '../stage/resident-memory.ts';
import { startCallthread } from '../stage/start-service.ts';
import { withOpened } from '../stage/with-opened.ts';

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
      const lines = manyLines(100);
      const yaml = `voicemail: { delay: 24h, settle: 1s, giveUpAfter: 2d }\nfront: { requestsPerMinute: 1000000 }\n${lines.yaml}`;
      const temporal = await openTemporal('memory');
      const front = await startInstantFront(lines.inboxes);
      const aircall = { seeds: { numbers: lines.numbers } };
      const stage = keep(await openStage({ yaml, front, temporal, aircall }), (opened) => opened.close());
      const worker = keep(await startCallthread('worker', stage.environment), (started) => started.stop());
      const ingress = keep(await startCallthread('api', stage.environment), (started) => started.stop());
      const makeBody = await modelBody(stage.aircall);
      const lineIds = lines.numbers.map(({ id }) => id);
      const pids = [worker.pid, temporal.pid];
      const taken: Array<{ calls: number; memory: number[] }> = [{ calls: 0, memory: await residentMemory(pids) }];
      for (const count of counts) {
        const from = front.memory.arrived.size;
        const filling = { stage, serviceUrl: ingress.url, count: count - from, report, untilClosed: false };
        await fillWithCalls(filling, (index) =>
          makeBody({
            id: 40_000_000 + from + index,
            caller: callerOf(from + index),
            lineId: lineIds[index % lineIds.length] ?? 0,
          }),
        );
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
