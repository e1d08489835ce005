import type { Request } from 'express';
import { requestPath } from '../../kit/request-path.ts';

/**
 * One page of a list, as in all Aircall lists: `page` from 1, `per_page` 20 by default, never above 50.
 *
 * @param reach how many items can be paged through, whatever `meta.total` says; beyond are empty pages, silently
 */
export function paginate<T>(request: Request, baseUrl: string, items: T[], reach = Number.POSITIVE_INFINITY) {
  const { path } = requestPath(request);
  const params = queryParams(request);
  const page = numberParam(params, 'page', 1);
  const perPage = Math.min(50, numberParam(params, 'per_page', 20));
  const reachable = Math.min(items.length, reach);
  const first = (page - 1) * perPage;
  const list = items.slice(first, Math.min(first + perPage, reachable));
  const meta = {
    count: list.length,
    total: items.length,
    current_page: page,
    per_page: perPage,
    next_page_link: first + perPage < reachable ? linkTo(page + 1) : null,
    previous_page_link: page > 1 ? linkTo(page - 1) : null,
  };
  return { meta, list };

  function linkTo(other: number): string {
    params.set('page', String(other));
    params.set('per_page', String(perPage));
    return `${baseUrl}${path}?${params.toString()}`;
  }
}

function numberParam(params: URLSearchParams, name: string, fallback: number): number {
  const value = Number(params.get(name) ?? fallback);
  return Number.isInteger(value) && value > 0 ? value : fallback;
}

/** The query as the client wrote it; `tags[]=1&tags[]=2` stays a repeated key. */
export function queryParams(request: Request): URLSearchParams {
  return new URLSearchParams(requestPath(request).query);
}
