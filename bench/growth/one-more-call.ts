import { setTimeout as sleep } from 'node:timers/promises';
import { callWorkflowId } from '../../src/domain/ids.ts';
import { countActions, sumActions, totalOf } from '../price/count-actions.ts';
import { belongsTo, readHistories } from '../price/read-histories.ts';
import type { Stage } from '../stage/open-stage.ts';
import { deliverAll } from '../stage/post-all.ts';

/** The cost of a call, and the time until it was in Front. */
export interface OneMore {
  requests: number;
  actions: number;
  events: number;
  bytes: number;
  tookMs: number;
}

interface Delivery {
  serviceUrl: string;
  id: number;
  body: unknown;
  /** The number of requests to Front so far. */
  requests: () => number;
  /** When the call's first entry came, UNIX milliseconds; undefined while there is none. */
  arrivedAtMs: () => number | undefined;
}

const timeoutMs = 600_000;
const pollMs = 20;
/** This process and the server share a clock, but the list has whole seconds. */
const slackMs = 1_000;

/** Delivers a call, and counts once its workflow has closed; nothing else runs meanwhile. */
export async function oneMoreCall(
  { temporal: { client } }: Pick<Stage<never>, 'temporal'>,
  delivery: Delivery,
): Promise<OneMore> {
  const { serviceUrl, id, body, requests, arrivedAtMs } = delivery;
  const before = requests();
  const sentAtMs = Date.now();
  await deliverAll(`${serviceUrl}/webhooks/aircall`, 1, [body]);
  const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
    for (; !(await holds()); await sleep(pollMs)) {
      if (Date.now() - sentAtMs > timeoutMs) throw new Error(`Call ${id} does not reach Front`);
    }
  };
  await until(() => arrivedAtMs() !== undefined);
  const tookMs = (arrivedAtMs() ?? Number.NaN) - sentAtMs;
  const workflowId = callWorkflowId(id);
  const handle = client.workflow.getHandle(workflowId);
  await until(async () => (await handle.describe()).status.name === 'COMPLETED');
  const runs = (await readHistories(client, sentAtMs - slackMs)).filter((run) => belongsTo(run, workflowId));
  return {
    requests: requests() - before,
    actions: totalOf(sumActions(runs.map(({ events }) => countActions(events)))),
    events: runs.reduce((sum, { events }) => sum + events.length, 0),
    bytes: runs.reduce((sum, run) => sum + run.bytes, 0),
    tookMs,
  };
}
