import type { Town } from '../e2e/town.ts';
import { groupBy } from './group-by.ts';

/** How many requests a fault has struck so far. */
export function faultsHit({ front, aircall }: Town): number {
  return [...front.journal.entries, ...aircall.journal.entries].filter(({ fault }) => fault !== undefined).length;
}

/** How many requests the simulators had, how many of them a fault struck, and which kinds of both met. */
export function countRequests({ front, aircall }: Town): Record<string, unknown> {
  const all = [...front.journal.entries, ...aircall.journal.entries];
  const struck = all.filter(({ fault }) => fault !== undefined);
  const byRoute = groupBy(struck, ({ method, path }) => routeOf(method, path));
  return {
    'requests to Front': front.journal.entries.length,
    'requests to Aircall': aircall.journal.entries.length,
    'faults hit': struck.length,
    'refused by the limit itself': all.filter(({ status, fault }) => status === 429 && fault === undefined).length,
    'faults by request': Object.fromEntries(
      [...byRoute].map(([route, entries]) => [
        route,
        [...groupBy(entries, ({ fault }) => fault)].map(([kind, hits]) => `${kind} ${hits.length}`).join(', '),
      ]),
    ),
  };
}

/** The path with its ids left out. */
function routeOf(method: string, path: string): string {
  return `${method} ${path.replaceAll(/\/(?:alt:|alt%3A|[a-z]{3}_|\d)[^/]*|\/media\/.*/g, '/*')}`;
}
