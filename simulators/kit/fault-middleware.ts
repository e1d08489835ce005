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
    const fault = faults.take(request.method, requestPath(request).path, request.body);
    if (fault === undefined) {
      next();
      return;
    }
    faultKinds.set(response, fault.kind);
    if (fault.delayMs !== undefined && fault.kind !== 'delay-after') await sleep(fault.delayMs);
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
    case 'cut-within':
      atEnd(response, (body) => {
        response.setHeader('content-length', Math.max(1, body.length));
        response.flushHeaders();
        response.write(body.subarray(0, Math.ceil(body.length / 2)), () => request.socket.destroy());
      });
      break;
    case 'half-after':
      atEnd(response, (body) => {
        const half = body.subarray(0, Math.ceil(body.length / 2));
        if (half.length > 0) response.setHeader('content-length', half.length);
        response.end(half);
      });
      break;
    case 'delay-after':
      atEnd(response, (body) => {
        setTimeout(() => response.end(body), fault.delayMs).unref();
      });
      break;
    case 'delay':
      break;
  }
  next();
}

/** Runs `act` in place of sending the answer, once. @param act is given the body that would have been sent */
function atEnd(response: Response, act: (body: Buffer) => void): void {
  response.end = (body?: unknown, encoding?: unknown) => {
    Reflect.deleteProperty(response, 'end');
    const charset = typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8';
    act(typeof body === 'string' ? Buffer.from(body, charset) : Buffer.isBuffer(body) ? body : Buffer.alloc(0));
    return response;
  };
}

function answer(fault: Fault, response: Response): void {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.status(fault.status ?? (fault.text === undefined ? 500 : 200)).set(fault.headers ?? {});
  if (fault.text !== undefined) response.end(fault.text);
  else if (fault.body === undefined) response.end();
  else response.json(fault.body);
}
