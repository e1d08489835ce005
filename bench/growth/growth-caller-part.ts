import { startFrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import type { BenchPart } from '../bench-part.ts';
import { arrivals } from '../hang-up/front-arrivals.ts';
import { callerOf, modelBody } from '../stage/call-bodies.ts';
import { openStage } from '../stage/open-stage.ts';
import { openTemporal } from '../stage/open-temporal.ts';
import { startCallthread } from '../stage/start-service.ts';
import { withOpened } from '../stage/with-opened.ts';
import { growthColumns, growthRows } from './growth-table.ts';
import { importEarlierCalls } from './import-earlier-calls.ts';
import { type OneMore, oneMoreCall } from './one-more-call.ts';

const earlier = [1, 100, 1000];

export const growthCallerPart: BenchPart = {
  name: 'growth-caller',
  about:
    'What the next call of a caller costs, and how long it takes to Front, by how many calls of the caller are in Front; one of each in turn. The first call of each is a real one, the others were imported by requests like that one’s.',
  async run({ report, sizeOf }) {
    const rounds = sizeOf('pairs', 8);
    return await withOpened(async (keep) => {
      report('starting');
      const yaml = 'voicemail: { delay: 5s, settle: 1s }\nfront: { requestsPerMinute: 1000000 }';
      const temporal = await openTemporal('SQLite');
      const front = await startFrontSimulator({ importDelayMs: 2 });
      const stage = keep(await openStage({ yaml, front, temporal }), (opened) => opened.close());
      const service = keep(await startCallthread('start', stage.environment), (started) => started.stop());
      const makeBody = await modelBody(stage.aircall);
      let nextId = 80_000_000;
      const callOf = async (caller: string): Promise<OneMore> => {
        nextId += 1;
        const id = nextId;
        return await oneMoreCall(stage, {
          serviceUrl: service.url,
          id,
          body: makeBody({ id, caller }),
          requests: () => front.journal.entries.length,
          arrivedAtMs: () => arrivals(front).get(id),
        });
      };
      const kinds = earlier.map((count, index) => ({
        name: `${count} earlier`,
        count,
        caller: callerOf(index),
        calls: [] as OneMore[],
      }));
      for (const { count, caller, name } of kinds) {
        report(name);
        await callOf(caller);
        await importEarlierCalls(front, caller, count - 1);
      }
      for (let round = 0; round < rounds; round += 1) {
        report(`round ${round + 1} of ${rounds}`);
        for (const { calls, caller } of kinds) calls.push(await callOf(caller));
      }
      const { rows, checks } = growthRows(kinds);
      return {
        facts: { Temporal: temporal.named },
        tables: [{ title: '', of: 'calls of the caller', columns: growthColumns, compared: 'actions', rows }],
        checks,
      };
    });
  },
};
