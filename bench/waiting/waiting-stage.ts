import { fillWithCalls } from '../growth/fill-with-calls.ts';
import { callerOf, modelBody } from '../stage/call-bodies.ts';
import { startInstantFront } from '../stage/instant-front.ts';
import { manyLines } from '../stage/many-lines.ts';
import { openStage } from '../stage/open-stage.ts';
import { openTemporal } from '../stage/open-temporal.ts';

const firstId = 40_000_000;

/** A stage on which calls stay inside their three minutes, which here are a day. Close its `stage`. */
export async function openWaitingStage() {
  const lines = manyLines(100);
  const yaml = `voicemail: { delay: 24h, settle: 1s, giveUpAfter: 2d }\nfront: { requestsPerMinute: 1000000 }\n${lines.yaml}`;
  const temporal = await openTemporal('memory');
  const front = await startInstantFront(lines.inboxes);
  const stage = await openStage({ yaml, front, temporal, aircall: { seeds: { numbers: lines.numbers } } });
  return {
    stage,
    temporal,
    /** Plays calls of new callers until there are so many, and waits until all are logged. */
    fill: async (serviceUrl: string, total: number, report: (progress: string) => void): Promise<void> => {
      const makeBody = await modelBody(stage.aircall);
      const from = front.memory.arrived.size;
      const filling = { stage, serviceUrl, count: total - from, report, untilClosed: false };
      await fillWithCalls(filling, (index) => {
        const lineId = lines.numbers[index % lines.numbers.length]?.id ?? 0;
        return makeBody({ id: firstId + from + index, caller: callerOf(from + index), lineId });
      });
    },
  };
}
