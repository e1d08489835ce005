import type { z } from 'zod';
import type { PluginApiTexts } from '../../texts/text-types.ts';
import { HttpProblem } from '../http-problem.ts';

/** @throws {HttpProblem} 400 naming the first field that is wrong */
export function readBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  texts: PluginApiTexts,
): z.infer<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.join('.') || 'body';
  throw new HttpProblem({ status: 400, detail: texts.badRequest, field });
}
