import type { Request } from 'express';
import { requestPath } from '../../kit/request-path.ts';
import { FrontError } from './front-error.ts';

/** Front's documentation on pagination: 50 a page unless asked, 100 at most. */
const defaultLimit = 50;
const maxLimit = 100;

/** A list as Front sends it. */
export interface ResultList {
  _pagination?: { next: string | null };
  _links: { self: string };
  _results: unknown[];
}

export function queryOf(request: Request): URLSearchParams {
  return new URLSearchParams(requestPath(request).query);
}

/** A list that Front sends whole. */
export function whole(baseUrl: string, request: Request, results: unknown[]): ResultList {
  return { _links: { self: `${baseUrl}${request.originalUrl}` }, _results: results };
}

/**
 * One page of a list, by `limit` and `page_token`; only the records of the page are turned into JSON.
 * @throws FrontError 400 for a limit that is no integer from 1 to 100, or a token that is none of ours
 */
export function page<R extends { id: string }>(
  baseUrl: string,
  request: Request,
  records: R[],
  present: (record: R) => unknown,
): ResultList {
  const query = queryOf(request);
  const limit = Number(query.get('limit') ?? defaultLimit);
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
    throw new FrontError(400, 'Query did not match schema', [`limit: must be an integer from 1 to ${maxLimit}`]);
  }
  const start = startOf(records, query.get('page_token'));
  const shown = records.slice(start, start + limit);
  const last = shown.at(-1);
  const hasMore = start + limit < records.length && last !== undefined;
  return {
    _pagination: { next: hasMore ? nextUrl(baseUrl, request, last.id) : null },
    ...whole(baseUrl, request, shown.map(present)),
  };
}

/** A token names the last record of the page before, so that new records on top do not shift the pages. */
function startOf(records: { id: string }[], token: string | null): number {
  if (token === null) return 0;
  const after = Buffer.from(token, 'base64url').toString();
  const index = records.findIndex(({ id }) => id === after);
  if (index === -1) throw new FrontError(400, 'Query did not match schema', ['page_token: is not valid']);
  return index + 1;
}

function nextUrl(baseUrl: string, request: Request, lastId: string): string {
  const query = queryOf(request);
  query.set('page_token', Buffer.from(lastId).toString('base64url'));
  return `${baseUrl}${requestPath(request).path}?${query.toString()}`;
}
