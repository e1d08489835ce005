import { fileURLToPath } from 'node:url';
import type { BenchPart, BenchRun, PartResult } from '../bench-part.ts';
import { startInstantFront } from '../stage/instant-front.ts';
import { manyLines } from '../stage/many-lines.ts';
import { openStage } from '../stage/open-stage.ts';
import { openTemporal, type TemporalKind } from '../stage/open-temporal.ts';
import { startScript } from '../stage/start-script.ts';
import { startService } from '../stage/start-service.ts';
import { withOpened } from '../stage/with-opened.ts';
import { measurePairs, median } from '../statistics.ts';
import { bareBatches } from './bare-batches.ts';
import { type Batch, callBatches } from './call-batches.ts';

const requestsPerMinute = 1_000_000;
const bareWorker = fileURLToPath(new URL('./bare-worker.ts', import.meta.url));

export const engineParts: BenchPart[] = (['SQLite', 'PostgreSQL'] as const).map((kind) => ({
  name: `engine-${kind.toLowerCase()}`,
  about: `Calls a second (from the webhook until the call's waits are over, known callers, simulators that answer at once) compared with workflows of as many no-op activities and timers, on the same Temporal server with ${kind}.`,
  run: (run) => measure(kind, run),
}));

async function measure(kind: TemporalKind, { report, sizeOf }: BenchRun): Promise<PartResult> {
  const pairs = sizeOf('pairs', 8);
  const calls = sizeOf('calls', 200);
  const delaySeconds = sizeOf('delay-seconds', 15);
  const lines = manyLines(60);
  const yaml = `voicemail: { delay: ${delaySeconds}s, settle: 1s }\nfront: { requestsPerMinute: ${requestsPerMinute} }\n${lines.yaml}`;
  return await withOpened(async (keep) => {
    report('starting');
    const temporal = await openTemporal(kind);
    const front = await startInstantFront(lines.inboxes);
    const aircall = { seeds: { numbers: lines.numbers } };
    const stage = keep(await openStage({ yaml, front, temporal, aircall }), (opened) => opened.close());
    const service = keep(await startService(stage), (started) => started.stop());
    const environment = { TEMPORAL_ADDRESS: temporal.address, REQUESTS_PER_MINUTE: String(requestsPerMinute) };
    keep(await startScript(bareWorker, environment, /bare worker is polling/), (started) => started.stop());
    const ours = await callBatches(stage, service.url, calls);
    report('two rounds of first calls, which make the callers known');
    await ours();
    const { shape } = await ours();
    const bare = bareBatches(temporal.client, calls, { ...shape, delayMs: delaySeconds * 1000 });
    await bare();
    const measured = await measurePairs(
      pairs,
      (pair) => noting(`pair ${pair + 1} of ${pairs}: calls`, ours),
      (pair) => noting(`pair ${pair + 1} of ${pairs}: bare workflows`, bare),
    );
    return resultOf(measured, { Temporal: temporal.named, service: service.named, ...shapeFacts(shape) });
  });

  async function noting(progress: string, batch: () => Promise<Batch>): Promise<Batch> {
    report(progress);
    return await batch();
  }
}

function shapeFacts({ activities, timers }: Batch['shape']): Record<string, string> {
  return { 'each with': `${activities} activities, ${timers} timer(s)` };
}

function resultOf(measured: Array<{ ours: Batch; theirs: Batch }>, facts: Record<string, string>): PartResult {
  const ratios = measured.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond);
  const logged = measured.map(({ ours, theirs }) => ours.loggedPerSecond / theirs.loggedPerSecond);
  const rows = measured.map(({ ours, theirs }, index) => ({
    name: `pair ${index + 1}`,
    cells: [
      ours.perSecond,
      theirs.perSecond,
      ratios[index] ?? null,
      logged[index] ?? null,
      ours.timersEach,
      theirs.timersEach,
    ],
  }));
  const middle = {
    name: 'median',
    cells: [
      median(measured.map(({ ours }) => ours.perSecond)),
      median(measured.map(({ theirs }) => theirs.perSecond)),
      median(ratios),
      median(logged),
      null,
      null,
    ],
  };
  const columns = [
    'calls a second',
    'bare workflows a second',
    'ratio',
    'ratio without waits',
    'timers a call',
    'timers a bare one',
  ];
  return {
    facts,
    tables: [{ title: '', of: 'batch', columns, compared: 'ratio', rows: [...rows, middle] }],
    checks: [
      { what: "calls a second, as a share of the bare engine's", value: median(ratios), rule: 'at least', limit: 0.5 },
    ],
  };
}
