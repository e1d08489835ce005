import type { ErrorRequestHandler } from 'express';
import { ZodError } from 'zod';

/** Faults of requests to `/_sim`: 400 for a body of the wrong shape, 404 for what is unknown, 409 for what cannot be. */
export const simErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  response.status(statusOf(error)).json({ error: error instanceof Error ? error.message : String(error) });
};

function statusOf(error: unknown): number {
  if (error instanceof ZodError) return 400;
  if (error instanceof RangeError) return 404;
  const { status } = error as { status?: unknown };
  return typeof status === 'number' ? status : 409;
}
