import type { VendorAnswer } from '../http/send-request.ts';

/**
 * How long Aircall asks to wait. `X-AircallApi-Reset` is the moment the minute's budget is whole again: UNIX seconds by
 * Aircall's documentation, milliseconds as some clients saw it. `Retry-After` is not documented, and is obeyed when sent.
 * @returns milliseconds, or null when the answer does not say
 */
export function readRetryAfterMs(answer: VendorAnswer, nowMs: number): number | null {
  if (answer.status !== 429 && answer.status !== 503) return null;
  const reset = toNumber(answer.header('x-aircallapi-reset'));
  if (reset !== null) return Math.max(0, Math.ceil(reset > 1e12 ? reset : reset * 1000) - nowMs);
  const retryAfter = answer.header('retry-after');
  const seconds = toNumber(retryAfter);
  if (seconds !== null) return seconds * 1000;
  const date = Date.parse(retryAfter ?? '');
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

function toNumber(header: string | null): number | null {
  return header !== null && /^\d+(?:\.\d+)?$/.test(header.trim()) ? Number(header) : null;
}
