import { HttpError, NoResponse, UnexpectedPayload } from '../http/errors.ts';

/** What went wrong with a request to Aircall, as far as the user who waits for the answer needs to know. */
export type AircallFault =
  /** `sent`: Aircall may have carried the request out. */
  | { kind: 'away'; sent: boolean }
  | { kind: 'limited'; retryAfterMs: number | null }
  | { kind: 'unauthorized' }
  | { kind: 'missing' }
  /** The requested part of the audio lies beyond its end. */
  | { kind: 'beyond' }
  | { kind: 'refused' };

/** @returns what an error of this adapter means; null for any other error */
export function faultOf(error: unknown): AircallFault | null {
  if (error instanceof NoResponse) return { kind: 'away', sent: error.sent };
  if (error instanceof UnexpectedPayload) return { kind: 'away', sent: true };
  if (!(error instanceof HttpError)) return null;
  const { status, retryAfterMs } = error;
  if (status === 429) return { kind: 'limited', retryAfterMs };
  if (status === 401 || status === 403) return { kind: 'unauthorized' };
  if (status === 404) return { kind: 'missing' };
  if (status === 416) return { kind: 'beyond' };
  return status >= 500 ? { kind: 'away', sent: true } : { kind: 'refused' };
}
