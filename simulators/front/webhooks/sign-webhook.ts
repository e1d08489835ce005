import { createHmac } from 'node:crypto';

/** Front's documentation on application webhooks: base64 of HMAC-SHA256 over `timestamp:rawBody`; timestamp in ms. */
export function signWebhook(secret: string, timestampMs: number, rawBody: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-front-request-timestamp': String(timestampMs),
    'x-front-signature': createHmac('sha256', secret).update(`${timestampMs}:${rawBody}`).digest('base64'),
  };
}
