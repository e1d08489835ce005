import { z } from 'zod';
import { HttpProblem } from '../http-problem.ts';

/**
 * Reads a request's parameters or body.
 * @throws {HttpProblem} 400 naming the first that is wrong, and what would be right
 */
export function readInput<Shape extends z.ZodType>(shape: Shape, input: unknown): z.output<Shape> {
  const read = shape.safeParse(input);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = unknown ?? (issue?.path.join('.') || 'body');
  const detail =
    unknown === undefined
      ? `${field}: ${issue?.message ?? 'is wrong.'}`
      : `${field}: there is no such parameter. ${knownOf(shape)}`;
  throw new HttpProblem({ status: 400, detail, field });
}

function knownOf(shape: z.ZodType): string {
  return shape instanceof z.ZodObject ? `There are ${Object.keys(shape.shape).join(', ')}.` : 'Leave it out.';
}
