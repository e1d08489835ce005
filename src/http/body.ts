import type { RequestHandler } from 'express';
import { HttpProblem } from './problem.ts';

/**
 * Reads a body as JSON whatever its content type says.
 * @param body the bytes as express.raw left them; undefined when there were none
 * @throws {HttpProblem} 400 naming what is wrong, without a word of the body
 */
export function readJson(body: unknown): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0) throw badBody('The body is empty; JSON was expected.');
  const text = decode(body);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw badBody(`The body is not JSON: ${withoutExcerpt(error)}`);
  }
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw badBody('The body is not UTF-8.');
  }
}

/** V8 quotes the place in the text, where the token may stand. */
function withoutExcerpt(error: unknown): string {
  return error instanceof Error ? error.message.replace(/, (?:\.\.\.)?".*$/s, '') : 'it cannot be read';
}

function badBody(detail: string): HttpProblem {
  return new HttpProblem({ status: 400, detail, field: 'body' });
}

/** Before whatever changes something, or must not be asked by another site: a form of its page cannot be sent as JSON. 415 else. */
export const requireJson: RequestHandler = (request, _response, next) => {
  if (!request.is('application/json')) {
    throw new HttpProblem({ status: 415, detail: 'Send JSON, with "Content-Type: application/json".' });
  }
  next();
};
