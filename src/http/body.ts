import type { RequestHandler } from 'express';
import { HttpProblem } from './problem.ts';

/**
 * Reads a body as JSON whatever its content type says.
 * @param body bytes from express.raw; undefined if there were none
 * @throws {HttpProblem} 400 naming the error, without quoting the body
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

/** V8 quotes the text around the error, which may contain the token. */
function withoutExcerpt(error: unknown): string {
  return error instanceof Error ? error.message.replace(/, (?:\.\.\.)?".*$/s, '') : 'it cannot be read';
}

function badBody(detail: string): HttpProblem {
  return new HttpProblem({ status: 400, detail, field: 'body' });
}

/**
 * For routes that change something or that other sites must not use: a form cannot send JSON. Otherwise 415. The header is
 * needed without a body, too: a form can be empty.
 */
export const requireJson: RequestHandler = (request, _response, next) => {
  // Express gives null, whatever the header says, where there is no body.
  const isJson =
    request.is('application/json') ?? /^application\/json *(?:;|$)/i.test(request.get('content-type') ?? '');
  if (!isJson) {
    throw new HttpProblem({ status: 415, detail: 'Send JSON, with "Content-Type: application/json".' });
  }
  next();
};
