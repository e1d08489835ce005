import type { Request } from 'express';
import type { z } from 'zod';
import { refuseBody } from './front-error.ts';

/** The body in the shape of `schema`. @throws FrontError 400 that names each field that is wrong */
export function parseBody<S extends z.ZodType>(schema: S, request: Request): z.output<S> {
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) refuseBody('body: must be a JSON object');
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  return refuseBody(
    ...parsed.error.issues.map(({ path, message }) => `${['body', ...path.map(String)].join('.')}: ${message}`),
  );
}
