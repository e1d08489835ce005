import type { Actions } from './count-actions.ts';

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
