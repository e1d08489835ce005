import { randomUUID } from 'node:crypto';
import { company } from '../company.ts';
import type { WebhookOptions } from '../front-options.ts';
import { signWebhook } from './sign-webhook.ts';

const timeLimitMs = 10_000;

/** How the application answered the validation. */
export interface ChallengeResult {
  accepted: boolean;
  status: number;
  body: string;
}

/**
 * What Front does when a webhook's address is saved (Front's documentation on application webhooks): the challenge
 * must come back with a 200 within 10 seconds, as text, form or JSON. @throws what fetch throws
 */
export async function sendChallenge({ url, secret }: WebhookOptions): Promise<ChallengeResult> {
  const challenge = randomUUID();
  const sent = JSON.stringify({ type: 'sync', authorization: { id: company.id } });
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...signWebhook(secret, Date.now(), sent), 'x-front-challenge': challenge },
    body: sent,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeLimitMs),
  });
  const body = await response.text();
  const answered = readAnswer(response.headers.get('content-type') ?? '', body);
  return { accepted: response.status === 200 && answered === challenge, status: response.status, body };
}

function readAnswer(contentType: string, body: string): unknown {
  if (contentType.includes('x-www-form-urlencoded')) return new URLSearchParams(body).get('challenge');
  if (!contentType.includes('json')) return body.trim();
  try {
    return (JSON.parse(body) as { challenge?: unknown }).challenge;
  } catch {
    return undefined;
  }
}
