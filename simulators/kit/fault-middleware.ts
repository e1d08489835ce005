import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import { faultKinds } from './fault-kind.ts';
import type { Fault, Faults } from './faults.ts';
import { requestPath } from './request-path.ts';

/**
 * Lets the armed faults strike. Mount it after the journal and the body parser, before the API itself.
 * The faults "after" replace the answer at its end, so the handlers must have done their work before they answer.
 */
export function faultMiddleware(faults: Faults): RequestHandler {
  return async (request, response, next) => {
    const fault = faults.take(request.method, requestPath(request).path);
    if (fault === undefined) {
      next();
      return;
    }
    faultKinds.set(response, fault.kind);
    if (fault.delayMs !== undefined) await sleep(fault.delayMs);
    strike(fault, request, response, next);
  };
}

function strike(fault: Fault, request: Request, response: Response, next: () => void): void {
  switch (fault.kind) {
    case 'status':
      answer(fault, response);
      return;
    case 'cut-before':
      request.socket.destroy();
      return;
    case 'status-after':
      atEnd(response, () => {
        answer(fault, response);
      });
      break;
    case 'cut-after':
      atEnd(response, () => {
        request.socket.destroy();
      });
      break;
    case 'delay':
      break;
  }
  next();
}

/** Runs `act` in place of sending the answer, once. */
function atEnd(response: Response, act: () => void): void {
  response.end = () => {
    Reflect.deleteProperty(response, 'end');
    act();
    return response;
  };
}

function answer(fault: Fault, response: Response): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.status(fault.status ?? 500).set(fault.headers ?? {});
  if (fault.body === undefined) response.end();
  else response.json(fault.body);
}
