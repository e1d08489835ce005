import { createHmac, timingSafeEqual } from 'node:crypto';

/** Front's documentation on application webhooks: a request older than five minutes is not to be believed. */
const longestAgeMs = 5 * 60_000;

export interface SignedRequest {
  /** `x-front-signature`: base64 of HMAC-SHA256 over `timestamp:rawBody`. */
  signature: string | undefined;
  /** `x-front-request-timestamp`, UNIX milliseconds. */
  timestamp: string | undefined;
  rawBody: Buffer;
}

/** @returns what is wrong with the request's signature, or null when Front has sent it within five minutes */
export function signatureFault(
  secret: string,
  { signature, timestamp, rawBody }: SignedRequest,
  nowMs: number,
): string | null {
  if (signature === undefined || timestamp === undefined) return 'The request is not signed.';
  const sentAtMs = Number(timestamp);
  if (!/^\d{10,16}$/.test(timestamp) || Math.abs(nowMs - sentAtMs) > longestAgeMs) {
    return 'The request is older than five minutes, or the clock of this machine is wrong.';
  }
  const expected = createHmac('sha256', secret).update(`${timestamp}:`).update(rawBody).digest();
  const given = Buffer.from(signature, 'base64');
  const right = given.length === expected.length && timingSafeEqual(given, expected);
  return right ? null : 'The signature is wrong: FRONT_WEBHOOK_SECRET is not the signing key of this application.';
}
