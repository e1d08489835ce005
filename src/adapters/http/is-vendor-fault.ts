import type { RequestSeen } from './send-request.ts';

const telling = new Set([401, 403, 429]);

/**
 * @returns whether a person may have to do something about it; a 404 or a 422 is often an answer like any other, and parks
 * if it is not
 */
export function isVendorFault({ status }: Pick<RequestSeen, 'status'>): boolean {
  return typeof status !== 'number' || status >= 500 || telling.has(status);
}
