import { setTimeout as sleep } from 'node:timers/promises';
import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import type { Stage } from '../stage/open-stage.ts';
import { countActions, sumActions, totalOf } from './count-actions.ts';
import { sumOf } from './name-request.ts';
import { readActionCounter, unseenActions } from './read-action-counter.ts';
import { readHistories } from './read-histories.ts';

export interface Counted {
  frontRequests: number;
  aircallRequests: number;
  /** From all histories, plus actions that leave no event. */
  actions: number;
  /** The server's own count. */
  serverActions: number;
}

const quietMs = 500;

/** Counts everything so far once the service is idle: effects of a call's end come a moment later. */
export async function countAll(stage: Stage<FrontSimulator>): Promise<Counted> {
  for (let last = ''; ; await sleep(quietMs)) {
    const counted = await count(stage);
    const now = JSON.stringify(counted);
    if (now === last) return counted;
    last = now;
  }
}

async function count({ front, aircall, temporal }: Stage<FrontSimulator>): Promise<Counted> {
  const histories = await readHistories(temporal.client);
  const server = await readActionCounter(temporal.metricsUrl);
  return {
    frontRequests: front.journal.entries.length,
    aircallRequests: aircall.journal.entries.length,
    actions: totalOf(sumActions([...histories.map(({ events }) => countActions(events)), unseenActions({}, server)])),
    serverActions: sumOf(server),
  };
}
