import type { RequestHandler } from 'express';
import { HttpProblem } from '../http-problem.ts';

const preflightSeconds = '600';
/** What Temporal's Web UI sends, by its own settings some more than others. */
const headersSent = 'authorization, authorization-extras, content-type, x-namespace';

/**
 * Lets pages of one other origin send requests that carry the login, and read the answers. Pages of any other are
 * refused before anything is read; programs that are no browsers send no `Origin`.
 * @param origin null: pages of no other origin
 */
export function allowOrigin(origin: string | null): RequestHandler {
  return (request, response, next) => {
    response.vary('origin');
    const from = request.get('origin');
    if (from !== undefined) {
      if (from !== origin) {
        throw new HttpProblem({
          status: 403,
          detail: "Only pages of Temporal's Web UI are answered here, under exactly the address of TEMPORAL_UI_URL.",
        });
      }
      response.set({ 'access-control-allow-origin': from, 'access-control-allow-credentials': 'true' });
    }
    if (request.method !== 'OPTIONS' || from === undefined) {
      next();
      return;
    }
    response
      .set({
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': headersSent,
        'access-control-max-age': preflightSeconds,
      })
      .status(204)
      .end();
  };
}
