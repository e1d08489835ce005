import type { RequestHandler } from 'express';
import { HttpProblem } from '../http-problem.ts';

/** Before whatever changes something: a form of another site's page cannot be sent as JSON. */
export const requireJson: RequestHandler = (request, _response, next) => {
  if (!request.is('application/json')) {
    throw new HttpProblem({ status: 415, detail: 'Send JSON, with "Content-Type: application/json".' });
  }
  next();
};
