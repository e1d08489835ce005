import type { ErrorRequestHandler, Response } from 'express';

const names = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
} as const;

/** An error of the API itself: `error` names the status, `troubleshoot` says what to do. (401 and 403 come from its gateway.) */
export function refuse(response: Response, status: keyof typeof names, troubleshoot: string): void {
  response.status(status).json({ error: names[status], troubleshoot });
}

/** A body that is no JSON is 400, wherever it was sent. */
export const refuseBadJson: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof SyntaxError) refuse(response, 400, 'The body is not valid JSON');
  else next(error);
};
