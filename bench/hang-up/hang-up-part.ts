import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchPart, Row } from '../bench-part.ts';
import { callerOf } from '../stage/call-bodies.ts';
import { startService } from '../stage/start-service.ts';
import { withOpened } from '../stage/with-opened.ts';
import { quantile } from '../statistics.ts';
import { untilArrived } from './front-arrivals.ts';
import { openLimitedStage } from './limited-stage.ts';
import { liveCalls, makeKnown } from './live-calls.ts';

const callers = 40;
const minuteMs = 60_000;

/** Known callers; the simulator shows an entry 50 to 100 ms after it has accepted it. */
export const hangUpPart: BenchPart = {
  name: 'hang-up',
  about:
    'From call.ended being handed to the ingress until the entry can be seen in Front, at a share of what Front lets through.',
  async run({ report, sizeOf }) {
    const limit = sizeOf('limit', 600);
    const seconds = sizeOf('seconds', 180);
    return await withOpened(async (keep) => {
      report('starting');
      const stage = keep(await openLimitedStage(limit, callerOf), (opened) => opened.close());
      const service = keep(await startService(stage), (started) => started.stop());
      report('first calls, which make the callers known');
      const requestsEach = await makeKnown(stage, service.url, callers, 50_000_000);
      const rows: Row[] = [];
      for (const [index, share] of [0.1, 0.5, 0.9].entries()) {
        report(`a minute of nothing before ${share * 100} %`);
        await sleep(minuteMs);
        stage.front.journal.clear();
        const untilMs = Date.now() + seconds * 1000;
        report(`${share * 100} % of the limit for ${seconds} s`);
        const calls = await liveCalls(stage, {
          serviceUrl: service.url,
          callers,
          perSecond: (share * limit) / 60 / requestsEach,
          firstId: 51_000_000 + index * 100_000,
          goesOn: () => Date.now() < untilMs,
        });
        const ids = calls.map(({ id }) => id);
        const arrived = await untilArrived(stage.front, ids);
        const tookMs = calls.map(({ id, sentAtMs }) => (arrived.get(id) ?? Number.NaN) - sentAtMs);
        const { entries } = stage.front.journal;
        rows.push({
          name: `${share * 100} %`,
          cells: [
            calls.length,
            entries.length / (seconds / 60),
            quantile(tookMs, 0.5),
            quantile(tookMs, 0.99),
            entries.filter(({ status }) => status === 429).length,
          ],
        });
      }
      const columns = ['calls', 'requests a minute', 'p50 ms', 'p99 ms', '429s'];
      return {
        facts: {
          Temporal: stage.temporal.named,
          service: service.named,
          "Front's limit": `${limit} a minute`,
          'requests a call': String(requestsEach),
        },
        tables: [{ title: '', of: 'of the limit', columns, compared: 'p99 ms', rows }],
        checks: rows.map(({ name, cells }) => ({
          what: `429s at ${name}`,
          value: Number(cells[4]),
          rule: 'at most',
          limit: 0,
        })),
      };
    });
  },
};
