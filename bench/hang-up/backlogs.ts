import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { deliverAll } from '../stage/post-all.ts';
import type { Keep } from '../stage/with-opened.ts';
import type { LimitedStage } from './limited-stage.ts';

export type BacklogKind = 'outage' | 'backfill';

interface Calls {
  count: number;
  firstCaller: number;
}

interface Backlog {
  about: string;
  /** @returns the ids of the calls, all of which have been delivered by then */
  pileUp(place: { stage: LimitedStage; serviceUrl: string; keep: Keep }, calls: Calls): Promise<number[]>;
}

const main = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const hourSeconds = 3600;

export const backlogs: Record<BacklogKind, Backlog> = {
  outage: {
    about: 'webhooks of calls of the last hour, taken in while there was no worker',
    async pileUp({ stage: { makeBody }, serviceUrl }, { count, firstCaller }) {
      const calls = Array.from({ length: count }, (_, index) => ({
        id: 70_000_000 + index,
        index: firstCaller + index,
        endedAgoSeconds: Math.floor(hourSeconds * (1 - index / count)),
      }));
      await deliverAll(`${serviceUrl}/webhooks/aircall`, 10, calls.map(makeBody));
      return calls.map(({ id }) => id);
    },
  },
  backfill: {
    about: 'calls of an hour the day before, by callthread backfill',
    async pileUp({ stage: { aircall, environment }, keep }, { count, firstCaller }) {
      const lines = [...aircall.state.numbers.keys()];
      const fromSeconds = Math.floor(Date.now() / 1000) - 86_400;
      const ids: number[] = [];
      for (let index = 0; index < count; index += 1) {
        const id = await aircall.play({
          direction: 'inbound',
          caller: `+3363998${String(firstCaller + index).padStart(4, '0')}`,
          line: lines[index % lines.length] ?? 0,
          agent: 70001,
          startedAtSeconds: fromSeconds + Math.floor((hourSeconds * index) / count),
          ringSeconds: 5,
          talkSeconds: 60,
          recording: { availableAfterMs: 0 },
          eventsSent: { drop: ['*'] },
        });
        ids.push(id);
      }
      await aircall.settled();
      const [from, to] = [fromSeconds - 60, fromSeconds + 2 * hourSeconds].map((at) =>
        new Date(at * 1000).toISOString(),
      );
      // It continues in Temporal; the command only follows it.
      const command = execFile(
        process.execPath,
        [main, 'backfill', '--from', from ?? '', '--to', to ?? ''],
        { env: { ...process.env, ...environment } },
        // Without these calls the drain would never end.
        (error) => {
          if (error?.code) throw new Error(`callthread backfill ended: ${error.message}`);
        },
      );
      // It may still be following when everything is in Front.
      keep(command, async (started) => started.kill());
      return ids;
    },
  },
};
