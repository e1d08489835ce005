import { fileURLToPath } from 'node:url';
import type { BenchPart, Check, Row } from '../bench-part.ts';
import { callerOf, modelBody } from '../stage/call-bodies.ts';
import { startInstantFront } from '../stage/instant-front.ts';
import { manyLines } from '../stage/many-lines.ts';
import { openStage } from '../stage/open-stage.ts';
import { openTemporal } from '../stage/open-temporal.ts';
import { postAll } from '../stage/post-all.ts';
import { startScript } from '../stage/start-script.ts';
import { startCallthread } from '../stage/start-service.ts';
import { withOpened } from '../stage/with-opened.ts';
import { measurePairs, median, quantile } from '../statistics.ts';

/** Concurrency, and the share of the webhooks that one block of a pair sends. */
const blocks = [
  { concurrency: 1, share: 1 / 6 },
  { concurrency: 10, share: 1 / 2 },
  { concurrency: 50, share: 1 },
];

interface Block {
  p50Ms: number;
  p99Ms: number;
  perSecond: number;
  refused: number;
}

const bareRoute = fileURLToPath(new URL('./bare-route.ts', import.meta.url));

/** Each webhook reports another call, so that each starts a workflow. */
export const acknowledgePart: BenchPart = {
  name: 'acknowledge',
  about:
    'How long POST /webhooks/aircall (callthread api) takes to answer a call.ended, beside a bare express route that signals-with-start the same data, on the same Temporal server; idle, and with a worker that has more calls to log than it can.',
  async run({ report, sizeOf }) {
    const pairs = sizeOf('pairs', 8);
    const most = sizeOf('webhooks', 600);
    return await withOpened(async (keep) => {
      report('starting');
      const lines = manyLines(60);
      const yaml = `voicemail: { delay: 1s, settle: 1s }\nfront: { requestsPerMinute: 1000000 }\n${lines.yaml}`;
      const temporal = await openTemporal('SQLite');
      const front = await startInstantFront(lines.inboxes);
      const aircall = { seeds: { numbers: lines.numbers } };
      const stage = keep(await openStage({ yaml, front, temporal, aircall }), (opened) => opened.close());
      const ingress = keep(await startCallthread('api', stage.environment), (started) => started.stop());
      const environment = { TEMPORAL_ADDRESS: temporal.address };
      const bare = keep(await startScript(bareRoute, environment, /http:\S+/), (started) => started.stop());
      const makeBody = await modelBody(stage.aircall);
      const lineIds = lines.numbers.map(({ id }) => id);
      let nextId = 30_000_000;

      async function block(url: string, count: number, concurrency: number): Promise<Block> {
        const from = nextId;
        nextId += count;
        const beganMs = performance.now();
        const posted = await postAll(url, count, concurrency, (index) =>
          makeBody({ id: from + index, caller: callerOf(from + index), lineId: lineIds[index % lineIds.length] ?? 0 }),
        );
        const tookMs = posted.map((one) => one.tookMs);
        return {
          p50Ms: quantile(tookMs, 0.5),
          p99Ms: quantile(tookMs, 0.99),
          perSecond: (count * 1000) / (performance.now() - beganMs),
          refused: posted.filter(({ status }) => status !== 200).length,
        };
      }

      const rows: Row[] = [];
      const checks: Check[] = [];
      const [oursUrl, bareUrl] = [`${ingress.url}/webhooks/aircall`, bare.said];
      await block(oursUrl, Math.ceil(most / 3), 10);
      await block(bareUrl, Math.ceil(most / 3), 10);
      for (const load of ['idle', 'busy']) {
        if (load === 'busy') keep(await startCallthread('worker', stage.environment), (started) => started.stop());
        for (const { concurrency, share } of blocks) {
          const webhooks = Math.ceil(share * most);
          report(`${load}, ${concurrency} at once`);
          const measured = await measurePairs(
            pairs,
            () => block(oursUrl, webhooks, concurrency),
            () => block(bareUrl, webhooks, concurrency),
          );
          rows.push(...toRows(`${load}, ${concurrency} at once`, measured));
          const value = median(measured.map(({ ours, theirs }) => ours.p99Ms / theirs.p99Ms));
          checks.push({
            what: `${load}, ${concurrency} at once: p99 to the bare route's`,
            value,
            rule: 'at most',
            limit: 1.3,
          });
        }
      }
      return {
        facts: { Temporal: temporal.named, pairs: String(pairs) },
        tables: [{ title: '', of: 'webhooks', columns, compared: 'p99 ms', rows }],
        checks,
      };
    });
  },
};

const columns = ['p50 ms', 'p99 ms', 'a second', 'refused'];

/** The medians of the pairs, and of their ratios. */
function toRows(name: string, measured: Array<{ ours: Block; theirs: Block }>): Row[] {
  const figures = ['p50Ms', 'p99Ms', 'perSecond'] as const;
  const of = (side: 'ours' | 'theirs') => [
    ...figures.map((figure) => median(measured.map((pair) => pair[side][figure]))),
    measured.reduce((sum, pair) => sum + pair[side].refused, 0),
  ];
  const ratios = figures.map((figure) => median(measured.map(({ ours, theirs }) => ours[figure] / theirs[figure])));
  return [
    { name: `${name}: Callthread`, cells: of('ours') },
    { name: `${name}: bare route`, cells: of('theirs') },
    { name: `${name}: ratio`, cells: [...ratios, null] },
  ];
}
