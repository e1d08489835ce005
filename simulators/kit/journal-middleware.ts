import type { RequestHandler } from 'express';
import { faultKinds } from './fault-kind.ts';
import type { Journal } from './journal.ts';
import { requestPath } from './request-path.ts';

/**
 * Writes each request into the journal, just before its answer leaves (a client that has its answer finds the entry),
 * or as `cut` once the connection is gone. Mount it first, before the body is parsed; the body is read at the end.
 */
export function journalMiddleware(journal: Journal, now: () => number = Date.now): RequestHandler {
  return (request, response, next) => {
    const atMs = now();
    let written = false;
    const write = (status: number | 'cut') => {
      if (written) return;
      written = true;
      const { path, query } = requestPath(request);
      const fault = faultKinds.get(response);
      const entry = { atMs, method: request.method, path, query, body: request.body as unknown, status };
      journal.add(fault === undefined ? entry : { ...entry, fault });
    };
    const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => typeof response;
    response.writeHead = (...args: unknown[]) => {
      write(typeof args[0] === 'number' ? args[0] : response.statusCode);
      return writeHead(...args);
    };
    response.once('close', () => {
      write('cut');
    });
    next();
  };
}
