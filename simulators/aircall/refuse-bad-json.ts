import type { ErrorRequestHandler } from 'express';
import { refuse } from './refuse.ts';

/** A body that is no JSON is 400, wherever it was sent. */
export const refuseBadJson: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof SyntaxError) refuse(response, 400, 'The body is not valid JSON');
  else next(error);
};
