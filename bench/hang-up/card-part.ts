import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchPart, Row } from '../bench-part.ts';
import { callerOf } from '../stage/call-bodies.ts';
import { postAll } from '../stage/post-all.ts';
import { startService } from '../stage/start-service.ts';
import { withOpened } from '../stage/with-opened.ts';
import { quantile } from '../statistics.ts';
import { backlogs } from './backlogs.ts';
import { arrivals } from './front-arrivals.ts';
import { openLimitedStage } from './limited-stage.ts';
import { makeKnown } from './live-calls.ts';

const callers = 40;
const minuteMs = 60_000;
/** A card that is not there by then was left out. */
const latestMs = 11_000;

/** Aims: the card is there 1.5 s after the first ring with nothing else to do, and 3 s while a backlog drains. */
export const cardPart: BenchPart = {
  name: 'card',
  about:
    'From call.created being sent to the ingress until Aircall has the card, of known callers, idle and while a backfill drains.',
  async run({ report, sizeOf }) {
    const limit = sizeOf('limit', 1200);
    const cards = sizeOf('cards', 60);
    const backlog = sizeOf('backlog', 300);
    return await withOpened(async (keep) => {
      report('starting');
      const stage = keep(await openLimitedStage(limit, callerOf, 'card: { enabled: true }\n'), (opened) =>
        opened.close(),
      );
      const { aircall, front, makeBody } = stage;
      const service = keep(await startService(stage), (started) => started.stop());
      report('first calls, which make the callers known');
      await makeKnown(stage, service.url, callers, 70_000_000);
      await sleep(minuteMs);

      const ring = async (what: string, firstId: number): Promise<Row> => {
        const sentAtMs = new Map<number, number>();
        const answersMs: number[] = [];
        for (let index = 0; index < cards; index += 1) {
          report(`${what}: card ${index + 1} of ${cards}`);
          const id = firstId + index;
          // Aircall shows a card of a call that it has.
          const [model] = aircall.state.calls.values();
          if (model !== undefined) aircall.state.calls.set(id, { ...model, id });
          const body = makeBody({ id, index: index % callers });
          const data = { ...body.data, started_at: Math.floor(Date.now() / 1000), answered_at: null, ended_at: null };
          sentAtMs.set(id, Date.now());
          const [posted] = await postAll(`${service.url}/webhooks/aircall`, 1, 1, () => ({
            ...body,
            event: 'call.created',
            data,
          }));
          answersMs.push(posted?.tookMs ?? Number.NaN);
          await sleep(700);
        }
        await sleep(latestMs);
        const tookMs = aircall.state.insightCards.flatMap(({ callId, atMs }) => {
          const sent = sentAtMs.get(callId);
          return sent === undefined ? [] : [atMs - sent];
        });
        const cells = [cards, tookMs.length, quantile(tookMs, 0.5), quantile(tookMs, 0.95), quantile(answersMs, 0.95)];
        return { name: what, cells };
      };

      const idle = await ring('idle', 71_000_000);
      report('the backlog comes');
      const ids = await backlogs.backfill.pileUp(
        { stage, serviceUrl: service.url, keep },
        { count: backlog, firstCaller: callers },
      );
      const inFront = (): number => {
        const there = arrivals(front);
        return ids.filter((id) => there.has(id)).length;
      };
      while (inFront() === 0) await sleep(500);
      const draining = await ring('while a backlog drains', 72_000_000);
      const left = ids.length - inFront();
      report('until the backlog has drained');
      while (inFront() < ids.length) await sleep(500);
      const columns = ['ringing calls', 'cards', 'p50 ms', 'p95 ms', 'webhook p95 ms'];
      const p95 = ({ name, cells }: Row, limitSeconds: number) => ({
        what: `${name}, p95 in seconds`,
        value: Number(cells[3]) / 1000,
        rule: 'at most' as const,
        limit: limitSeconds,
      });
      return {
        facts: {
          Temporal: stage.temporal.named,
          service: service.named,
          "Front's limit": `${limit} a minute`,
          backlog: `${backlog} calls, ${left} of them left at the end`,
        },
        tables: [{ title: '', of: 'at a time', columns, compared: 'p95 ms', rows: [idle, draining] }],
        checks: [
          p95(idle, 1.5),
          p95(draining, 3),
          {
            what: 'cards that were left out',
            value: 2 * cards - Number(idle.cells[1]) - Number(draining.cells[1]),
            rule: 'at most',
            limit: 0,
          },
        ],
      };
    });
  },
};
