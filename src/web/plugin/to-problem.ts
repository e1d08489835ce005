import { Problem } from '../shared/problem.ts';

/** @returns whatever went wrong as a problem; what is none of the server's counts as no answer */
export function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, String(error));
}
