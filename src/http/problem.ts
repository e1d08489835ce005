import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from '../telemetry/logger.ts';

/** An expected error of a request. Thrown anywhere in a route; the problem middleware answers it. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  /** The invalid place in the body, like `data.started_at`. */
  readonly field: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  /** @param problem `detail` is sent to the client: no tokens, numbers or names */
  constructor(problem: { status: number; detail: string; field?: string; headers?: Record<string, string> }) {
    super(problem.detail);
    this.status = problem.status;
    this.field = problem.field;
    this.headers = problem.headers ?? {};
  }
}

/** Answers every path without a route. */
export const answerNotFound: RequestHandler = () => {
  throw new HttpProblem({ status: 404, detail: 'There is nothing at this address.' });
};

/** @returns a handler that refuses other methods than the allowed ones */
export function answerMethodNotAllowed(allowed: string): RequestHandler {
  return (request) => {
    const detail = `${request.method} is not allowed here. Use ${allowed}.`;
    throw new HttpProblem({ status: 405, detail, headers: { allow: allowed } });
  };
}

/** The one place that answers errors, as problem JSON (RFC 9457). Unexpected errors reveal nothing. */
export function answerProblem(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const problem = toProblem(error);
    if (problem.status === 500) {
      const { method, path } = request;
      // Set by routes that know which call a request is about.
      const callId: unknown = response.locals['callId'];
      log.error({ err: error, callId, method, path }, 'request failed');
    }
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status, field, headers, message: detail } = problem;
    response
      .status(status)
      .set(headers)
      .type('application/problem+json')
      .send(JSON.stringify({ type: 'about:blank', title: titleOf(status), status, detail, field }));
  };
}

/** Express and its body parser throw errors with a status, and `expose` where the message may be shown. */
function toProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const status: unknown = error instanceof Error ? Reflect.get(error, 'status') : undefined;
  if (typeof status !== 'number' || status < 400 || status > 499) {
    return new HttpProblem({ status: 500, detail: 'The request failed; see the log of Callthread.' });
  }
  return new HttpProblem({ status, detail: status === 413 ? 'The body is too large.' : titleOf(status) });
}

function titleOf(status: number): string {
  return STATUS_CODES[status] ?? 'Error';
}
