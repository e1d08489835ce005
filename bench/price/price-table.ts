import type { Check, Row } from '../bench-part.ts';
import { totalOf } from './count-actions.ts';
import { inWords, sumOf, tally } from './name-request.ts';
import { writesOf } from './price-cases.ts';
import type { Price } from './take-prices.ts';

export const priceColumns = [
  'webhooks',
  'required writes',
  'Front requests',
  'per write',
  'Aircall requests',
  'actions',
  'heartbeats',
  'workflows',
  'activities',
  'timers',
  'events',
  "the call's own",
  'bytes',
];

export function priceRow(price: Price): Row {
  const { name, required, webhooks } = price.case;
  const writes = writesOf(required);
  const requests = sumOf(price.front);
  return {
    name,
    cells: [
      webhooks.length,
      writes,
      requests,
      requests / writes,
      sumOf(price.aircall),
      totalOf(price.actions),
      price.actions.heartbeat ?? 0,
      price.runs.length,
      sumOf(price.activities),
      price.timers,
      price.events,
      price.ownEvents,
      price.bytes,
    ],
  };
}

export function breakdownRows({ case: { name }, front, aircall, actions, activities, runs }: Price): Row[] {
  const parts: Array<[string, Record<string, number>]> = [
    ['Front requests', front],
    ['Aircall requests', aircall],
    ['actions', actions],
    ['activities', activities],
    ['workflows', tally(runs.map(({ workflowType }) => workflowType))],
  ];
  return parts
    .filter(([, counts]) => sumOf(counts) > 0)
    .map(([what, counts]) => ({ name, cells: [what, inWords(counts)] }));
}

/** Temporal Cloud bills 50 dollars for a million. */
const maxActions = 14;

export function priceChecks({ case: { name, maxRequests }, front, actions }: Price): Check[] {
  const checks: Array<[what: string, value: number, limit: number | undefined]> = [
    ['Front requests', sumOf(front), maxRequests],
    ['actions', totalOf(actions), maxActions],
  ];
  return checks.flatMap(([what, value, limit]) =>
    limit === undefined ? [] : [{ what: `${name}: ${what}`, value, rule: 'at most' as const, limit }],
  );
}
