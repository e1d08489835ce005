import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchPart, BenchRun, PartResult } from '../bench-part.ts';
import { callerOf } from '../stage/call-bodies.ts';
import { startCallthread } from '../stage/start-service.ts';
import { withOpened } from '../stage/with-opened.ts';
import { quantile } from '../statistics.ts';
import { type BacklogKind, backlogs } from './backlogs.ts';
import { arrivals, untilArrived } from './front-arrivals.ts';
import { openLimitedStage } from './limited-stage.ts';
import { liveCalls, makeKnown, untilQuiet } from './live-calls.ts';

/** The share of the limit that live calls use while the backlog drains. */
const liveShare = 0.1;
const liveCallers = 40;
const minuteMs = 60_000;
/** The ingress notices an outage when no worker has polled for 75 s. */
const outageMs = 80_000;
/** A worker that answers polls a moment later. */
const firstPollMs = 1_000;

export const drainParts: BenchPart[] = (['outage', 'backfill'] as const).map((kind) => ({
  name: `drain-${kind}`,
  about: `An hour's backlog (${backlogs[kind].about}) drains at Front's limit while live calls of known callers come in at a tenth of it.`,
  run: (run) => drain(kind, run),
}));

async function drain(kind: BacklogKind, { report, sizeOf }: BenchRun): Promise<PartResult> {
  const limit = sizeOf('limit', 1200);
  const backlog = sizeOf('backlog', 1000);
  return await withOpened(async (keep) => {
    report('starting');
    const stage = keep(await openLimitedStage(limit, callerOf), (opened) => opened.close());
    const { environment, front } = stage;
    const ingress = keep(await startCallthread('api', environment), (started) => started.stop());
    const first = await startCallthread('worker', environment);
    report('first calls, which make the live callers known');
    const requestsEach = await makeKnown(stage, ingress.url, liveCallers, 60_000_000);
    await untilQuiet(stage);
    if (kind === 'outage') await first.stop();
    else keep(first, (started) => started.stop());
    await sleep(kind === 'outage' ? outageMs : minuteMs);
    report('the backlog comes');
    front.journal.clear();
    const ids = await backlogs[kind].pileUp(
      { stage, serviceUrl: ingress.url, keep },
      { count: backlog, firstCaller: liveCallers },
    );
    if (kind === 'outage') {
      keep(await startCallthread('worker', environment), (started) => started.stop());
      await sleep(firstPollMs);
    }
    const beganAtMs = Date.now();
    let drainedAtMs = 0;
    const untilDrained = async (): Promise<void> => {
      for (; drainedAtMs === 0; await sleep(500)) {
        const there = arrivals(front);
        const done = ids.filter((id) => there.has(id)).length;
        report(`${done} of ${backlog} are in Front`);
        if (done === ids.length) drainedAtMs = Date.now();
      }
    };
    const [calls] = await Promise.all([
      liveCalls(stage, {
        serviceUrl: ingress.url,
        callers: liveCallers,
        perSecond: (liveShare * limit) / 60 / requestsEach,
        firstId: 61_000_000,
        goesOn: () => drainedAtMs === 0,
      }),
      untilDrained(),
    ]);
    const liveIds = calls.map(({ id }) => id);
    const arrived = await untilArrived(front, liveIds);
    const tookMs = calls.map(({ id, sentAtMs }) => (arrived.get(id) ?? Number.NaN) - sentAtMs);
    const slowest = calls
      .map(({ sentAtMs }, index) => ({ afterMs: sentAtMs - beganAtMs, ms: tookMs[index] ?? Number.NaN }))
      .toSorted((one, other) => other.ms - one.ms)
      .slice(0, 8);
    const { entries } = front.journal;
    const minutes = (drainedAtMs - beganAtMs) / minuteMs;
    const used = entries.filter(({ atMs }) => atMs >= beganAtMs && atMs <= drainedAtMs).length / minutes / limit;
    const refused = entries.filter(({ status }) => status === 429).length;
    return {
      facts: {
        Temporal: stage.temporal.named,
        "Front's limit": `${limit} a minute`,
        'requests a live call': String(requestsEach),
        'slowest live calls, by seconds after the start': slowest
          .map(({ afterMs, ms }) => `${Math.round(afterMs / 1000)}: ${(ms / 1000).toFixed(1)} s`)
          .join(', '),
      },
      tables: [
        {
          title: '',
          of: 'backlog',
          columns: ['minutes to drain', 'of the limit', '429s', 'live calls', 'live p50 ms', 'live p99 ms'],
          compared: 'minutes to drain',
          rows: [
            {
              name: `${backlog} calls`,
              cells: [minutes, used, refused, calls.length, quantile(tookMs, 0.5), quantile(tookMs, 0.99)],
            },
          ],
        },
      ],
      checks: [
        {
          what: 'live calls meanwhile, p99 in seconds',
          value: quantile(tookMs, 0.99) / 1000,
          rule: 'at most',
          limit: 5,
        },
        { what: "share of Front's limit that is used", value: used, rule: 'at least', limit: 0.85 },
        { what: '429s', value: refused, rule: 'at most', limit: 0 },
      ],
    };
  });
}
