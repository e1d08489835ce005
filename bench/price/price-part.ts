import { startFrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import type { BenchPart } from '../bench-part.ts';
import { openStage } from '../stage/open-stage.ts';
import { openTemporal } from '../stage/open-temporal.ts';
import { startCallthread } from '../stage/start-service.ts';
import { withOpened } from '../stage/with-opened.ts';
import { countAll } from './count-all.ts';
import { priceCases } from './price-cases.ts';
import { breakdownRows, priceChecks, priceColumns, priceRow } from './price-table.ts';
import { takePrices } from './take-prices.ts';
import { takeUnwanted, unwantedColumns } from './take-unwanted.ts';

/** Only counts, so the same on every machine, except for heartbeats: a slow activity sends more. */
export const pricePart: BenchPart = {
  name: 'price',
  about:
    'What one call costs: requests to Front and Aircall, Temporal actions, and history, counted by the simulators and in the histories of all workflows involved.',
  async run({ report, sizeOf }) {
    // Seconds give the same counts as three minutes; comments and voicemails come within them.
    const delaySeconds = sizeOf('delay-seconds', 15);
    const yaml = `voicemail: { delay: ${delaySeconds}s, settle: 3s }\nfront: { requestsPerMinute: 100000 }`;
    return await withOpened(async (keep) => {
      report('starting');
      const temporal = await openTemporal('SQLite');
      const front = await startFrontSimulator({ importDelayMs: 20 });
      const stage = keep(await openStage({ yaml, front, temporal }), (opened) => opened.close());
      const service = keep(await startCallthread('start', stage.environment), (started) => started.stop());
      // Its own requests belong to no call.
      await temporal.client.schedule.getHandle('callthread-reconcile').delete();
      const before = await countAll(stage);
      const prices = await takePrices(stage, service.url, priceCases, report);
      const counted = await countAll(stage);
      report('webhooks that ask for nothing');
      const [first] = priceCases;
      const unwanted = await takeUnwanted(stage, service.url, first, '+33639988000');
      return {
        facts: { Temporal: temporal.named, 'the three minutes': `${delaySeconds} s` },
        tables: [
          { title: 'one call', of: 'call', columns: priceColumns, compared: 'actions', rows: prices.map(priceRow) },
          { title: 'of what', of: 'call', columns: ['of what', ''], rows: prices.flatMap(breakdownRows) },
          { title: 'webhooks that ask for nothing', of: 'webhooks', columns: unwantedColumns, rows: unwanted.rows },
        ],
        checks: [
          ...prices.flatMap(priceChecks),
          ...unwanted.checks,
          {
            what: 'actions that the server counts and the histories do not report',
            value: counted.serverActions - before.serverActions - (counted.actions - before.actions),
            rule: 'at most',
            limit: 0,
          },
        ],
      };
    });
  },
};
