import type { Request } from 'express';
import { requestPath } from '../kit/request-path.ts';

/** The query as the client wrote it; `tags[]=1&tags[]=2` stays a repeated key. */
export function queryParams(request: Request): URLSearchParams {
  return new URLSearchParams(requestPath(request).query);
}
