import type { Request } from 'express';
import { HttpProblem } from '../http-problem.ts';

/**
 * Refuses what another site's page has a browser send. `Sec-Fetch-Site` tells it; browsers leave that out on plain http,
 * where `Origin` must name the host that was asked. Programs that are no browsers send neither.
 * @throws {HttpProblem} 403
 */
export function requireSameOrigin(request: Request): void {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
  } else {
    const origin = request.get('origin');
    if (origin === undefined || hostOf(origin) === request.get('host')) return;
  }
  throw new HttpProblem({
    status: 403,
    detail: "This was sent by another site's page. Do it from Callthread's own pages, or without a browser.",
  });
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
