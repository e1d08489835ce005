import { type FrontSimulator, startFrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import { type MakeBody, modelBody } from '../stage/call-bodies.ts';
import { manyLines } from '../stage/many-lines.ts';
import { openStage, type Stage } from '../stage/open-stage.ts';
import { openTemporal } from '../stage/open-temporal.ts';

/** A stage whose Front has a limit, which Callthread's configuration has too. */
export interface LimitedStage extends Stage<FrontSimulator> {
  limit: number;
  /** @param index of the caller, who always calls the same line */
  makeBody: (call: { id: number; index: number; endedAgoSeconds?: number }) => ReturnType<MakeBody>;
}

const lineCount = 20;

/** @param limit Front's requests a minute @param callerOf returns a caller's number @param more preferences, as YAML */
export async function openLimitedStage(
  limit: number,
  callerOf: (index: number) => string,
  more = '',
): Promise<LimitedStage> {
  const { inboxes, numbers, yaml } = manyLines(lineCount);
  const temporal = await openTemporal('SQLite');
  const front = await startFrontSimulator({
    requestsPerMinute: limit,
    perResourcePerSecond: 5,
    inboxes: inboxes.map((name) => ({ name })),
  });
  const preferences = `front: { requestsPerMinute: ${limit} }\n${more}${yaml}`;
  const stage = await openStage({ yaml: preferences, front, temporal, aircall: { seeds: { numbers } } });
  const makeBody = await modelBody(stage.aircall);
  return {
    ...stage,
    limit,
    makeBody: ({ id, index, endedAgoSeconds }) =>
      makeBody({
        id,
        caller: callerOf(index),
        lineId: numbers[index % numbers.length]?.id ?? 0,
        ...(endedAgoSeconds === undefined ? {} : { endedAgoSeconds }),
      }),
  };
}
