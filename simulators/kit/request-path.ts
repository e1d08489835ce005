import type { Request } from 'express';

/** Path and query as the client sent them, whatever router is at work. */
export function requestPath(request: Request): { path: string; query: string } {
  const mark = request.originalUrl.indexOf('?');
  if (mark === -1) return { path: request.originalUrl, query: '' };
  return { path: request.originalUrl.slice(0, mark), query: request.originalUrl.slice(mark + 1) };
}
