import type { z } from 'zod';
import { HttpProblem } from '../http-problem.ts';
import type { PluginTexts } from './texts/plugin-texts.ts';

/** @throws {HttpProblem} 400 naming the first field that is wrong */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown, texts: PluginTexts): z.infer<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.join('.') || 'body';
  throw new HttpProblem({ status: 400, detail: texts.badRequest, field });
}
