import type { RequestHandler } from 'express';
import { HttpProblem } from './http-problem.ts';

/** Before whatever changes something, or must not be asked by another site: a form of its page cannot be sent as JSON. 415 else. */
export const requireJson: RequestHandler = (request, _response, next) => {
  if (!request.is('application/json')) {
    throw new HttpProblem({ status: 415, detail: 'Send JSON, with "Content-Type: application/json".' });
  }
  next();
};
