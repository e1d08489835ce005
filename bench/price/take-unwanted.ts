import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import { callEventNames } from '../../src/domain/call-event.ts';
import type { Check, Row } from '../bench-part.ts';
import type { Stage } from '../stage/open-stage.ts';
import { postWebhook } from '../stage/play-call.ts';
import { countAll } from './count-all.ts';
import { playCase, untilAllClosed } from './play-case.ts';
import type { PriceCase } from './price-cases.ts';

/** Webhooks without any effect: repeats for a call that is over, and events that Callthread does not subscribe to. */
export async function takeUnwanted(
  stage: Stage<FrontSimulator>,
  serviceUrl: string,
  priced: PriceCase,
  caller: string,
): Promise<{ rows: Row[]; checks: Check[] }> {
  const { bodies } = await playCase(stage, serviceUrl, priced, caller);
  await untilAllClosed(stage.temporal);
  const repeated = bodies.filter(({ event }) => priced.webhooks.includes(event));
  const unasked = bodies.filter(({ event }) => !callEventNames.some((name) => name === event));
  const rows: Row[] = [];
  const checks: Check[] = [];
  for (const [name, posts] of [
    [`${repeated.length} webhooks again, after the call`, repeated],
    [`${unasked.length} webhooks of no interest`, unasked],
  ] as const) {
    const before = await countAll(stage);
    for (const body of posts) await postWebhook(serviceUrl, body);
    const now = await countAll(stage);
    const requests = now.frontRequests - before.frontRequests;
    const aircall = now.aircallRequests - before.aircallRequests;
    const actions = now.actions - before.actions;
    rows.push({ name, cells: [posts.length, requests, aircall, actions, now.serverActions - before.serverActions] });
    checks.push({ what: `${name}: Front requests`, value: requests, rule: 'at most', limit: 0 });
  }
  return { rows, checks };
}

export const unwantedColumns = ['webhooks', 'Front requests', 'Aircall requests', 'actions', "server's count"];
