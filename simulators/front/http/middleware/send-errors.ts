import type { ErrorRequestHandler } from 'express';
import { FrontError } from '../front-error.ts';

/** Sends every failure as Front does; a defect of the simulator itself is a 500 and is printed. */
export const errorMiddleware: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const failure = toFrontError(error);
  response.status(failure.status).set(failure.headers).json(failure.body);
};

function toFrontError(error: unknown): FrontError {
  if (error instanceof FrontError) return error;
  const status = (error as { status?: unknown }).status;
  if (status === 413) return new FrontError(413, 'Request body is too large');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new FrontError(400, 'Request could not be read', [(error as Error).message]);
  }
  console.error('Front simulator:', error);
  return new FrontError(500, 'Internal error');
}
