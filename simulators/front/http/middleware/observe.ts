import type { RequestHandler } from 'express';
import { faultKinds } from '../../../kit/fault-kind.ts';
import { requestPath } from '../../../kit/request-path.ts';
import type { FrontSimulatorOptions } from '../../front-options.ts';

/** Calls `onRequest` for each request, its body read, and `onResponse` for each answer that the API itself made. */
export function observe({ onRequest, onResponse }: FrontSimulatorOptions): RequestHandler {
  return (request, response, next) => {
    const { path, query } = requestPath(request);
    const { method, headers } = request;
    onRequest?.({ method, path, query, body: request.body as unknown, headers });
    if (onResponse !== undefined) {
      let body: unknown;
      const sendJson = response.json.bind(response);
      response.json = (sent: unknown) => {
        body = JSON.parse(JSON.stringify(sent));
        return sendJson(sent);
      };
      const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => typeof response;
      response.writeHead = (...args: unknown[]) => {
        const kind = faultKinds.get(response);
        if (kind === undefined || kind === 'delay') onResponse({ method, path, status: response.statusCode, body });
        return writeHead(...args);
      };
    }
    next();
  };
}
