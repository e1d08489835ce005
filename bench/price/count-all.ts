import { setTimeout as sleep } from 'node:timers/promises';
import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import type { Stage } from '../stage/open-stage.ts';
import { type Actions, countActions, sumActions, totalOf } from './count-actions.ts';
import { sumOf } from './name-request.ts';
import { readHistories } from './read-histories.ts';

/** The server's count of billable actions, by its own names for them. */
export type ServerActions = Record<string, number>;

/**
 * A Temporal server counts the actions that Temporal Cloud bills in its metric `action`: a check of what the histories
 * show, and the only count of heartbeats and queries, which leave no event.
 */
export async function readActionCounter(metricsUrl: string | null): Promise<ServerActions> {
  if (metricsUrl === null) throw new TypeError('The server was not asked for its metrics');
  const text = await (await fetch(metricsUrl)).text();
  const actions: ServerActions = {};
  for (const line of text.split('\n')) {
    const [, labels = '', value = '0'] = /^action\{(.*)\} (\S+)$/.exec(line) ?? [];
    const type = /action_type="([^"]*)"/.exec(labels)?.[1];
    if (type === undefined || !labels.includes('namespace="default"')) continue;
    actions[type] = (actions[type] ?? 0) + Number(value);
  }
  return actions;
}

/** @returns the actions between the two counts that leave no event in a history */
export function unseenActions(before: ServerActions, now: ServerActions): Actions {
  const came = (type: string): number => (now[type] ?? 0) - (before[type] ?? 0);
  const heartbeat = came('grpc_RecordActivityTaskHeartbeat');
  const query = came('grpc_QueryWorkflow');
  return { ...(heartbeat > 0 ? { heartbeat } : {}), ...(query > 0 ? { query } : {}) };
}

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
