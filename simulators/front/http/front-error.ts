import { STATUS_CODES } from 'node:http';

/** An answer that refuses; the middleware sends it in Front's form. */
export class FrontError extends Error {
  override readonly name = 'FrontError';
  readonly status: number;
  readonly details: string[] | undefined;
  readonly headers: Record<string, string>;

  constructor(status: number, message: string, details?: string[], headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.details = details;
    this.headers = headers;
  }

  /** Front's documentation on errors: `{ _error: { status, title, message, details? } }`. */
  get body(): { _error: Record<string, unknown> } {
    const title = STATUS_CODES[this.status] ?? 'Error';
    const error = { status: this.status, title, message: this.message };
    return { _error: this.details === undefined ? error : { ...error, details: this.details } };
  }
}

/** @throws FrontError 404 */
export function notFound(what = 'The requested resource was not found'): never {
  throw new FrontError(404, what);
}

/** @throws FrontError 400 that names each fault of the body */
export function refuseBody(...details: string[]): never {
  throw new FrontError(400, 'Body did not match schema', details);
}
