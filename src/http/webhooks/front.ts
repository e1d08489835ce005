import { createHmac, timingSafeEqual } from 'node:crypto';
import express, { type Response, Router } from 'express';
import { z } from 'zod';
import type { ArchiveNotifier } from '../../adapters/temporal/operations/archive.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { readJson } from '../body.ts';
import { answerMethodNotAllowed, HttpProblem } from '../problem.ts';
import type { WebhookFacts } from './observe.ts';

export const frontWebhookPath = '/webhooks/front';
const maxBodyBytes = 1_000_000;
/** Front's ids look like `cnv_55c8c149`. Anything else has no workflow, so Temporal is not asked. */
const conversationIds = /^[\p{L}\p{N}_-]{1,100}$/u;

/** The fields of Front's envelope that Callthread uses; `sync` is the validation when the webhook's address is saved. */
const FrontEvent = z.object({
  type: z.string(),
  payload: z.object({ conversation: z.object({ id: z.string() }).nullish() }).nullish(),
});

interface FrontWebhookDeps {
  /** The Front application's signing key. */
  webhookSecret: string;
  archives: ArchiveNotifier;
  log: Logger;
}

/** `POST /webhooks/front`: undoes rules when a person archives a conversation. Repeats are harmless. */
export function frontWebhook({ webhookSecret, archives, log }: FrontWebhookDeps): Router {
  const router = Router();
  router
    .route(frontWebhookPath)
    .post(
      express.raw({ type: () => true, limit: maxBodyBytes }),
      async (request, response: Response<unknown, WebhookFacts>) => {
        const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const signed = {
          signature: request.get('x-front-signature'),
          timestamp: request.get('x-front-request-timestamp'),
          rawBody,
        };
        const fault = signatureFault(webhookSecret, signed, Date.now());
        if (fault !== null) {
          log.warn({ status: 401 }, `refused a webhook from Front: ${fault}`);
          throw new HttpProblem({ status: 401, detail: fault });
        }
        const challenge = request.get('x-front-challenge');
        if (challenge !== undefined) {
          response.locals.outcome = 'accepted';
          response.json({ challenge });
          return;
        }
        const event = FrontEvent.safeParse(readJson(rawBody));
        if (!event.success) {
          const field = event.error.issues[0]?.path.join('.') || 'body';
          throw new HttpProblem({ status: 400, detail: 'The body is not a Front event.', field });
        }
        const { type, payload } = event.data;
        response.locals.event = type;
        const conversationId = payload?.conversation?.id;
        const isOurs = type === 'conversation_archived' && conversationIds.test(conversationId ?? '');
        const outcome = isOurs && (await deliver(conversationId ?? '')) ? 'accepted' : 'ignored';
        response.locals.outcome = outcome;
        response.json({ status: outcome });
      },
    )
    .all(answerMethodNotAllowed('POST'));
  return router;

  async function deliver(conversationId: string): Promise<boolean> {
    try {
      return await archives.notifyArchived(conversationId);
    } catch (error) {
      log.error({ err: error, conversationId }, 'Temporal did not store that a conversation was archived');
      throw new HttpProblem({
        status: 503,
        detail: 'Temporal did not store the event: deliver it again.',
        headers: { 'retry-after': '10' },
      });
    }
  }
}

/** Front's documentation on application webhooks: reject requests older than five minutes. */
const maxAgeMs = 5 * 60_000;

interface SignedRequest {
  /** `x-front-signature`: base64 of HMAC-SHA256 over `timestamp:rawBody`. */
  signature: string | undefined;
  /** `x-front-request-timestamp`, UNIX milliseconds. */
  timestamp: string | undefined;
  rawBody: Buffer;
}

/** @returns the fault of the request's signature, or null if Front sent it within the last five minutes */
export function signatureFault(
  secret: string,
  { signature, timestamp, rawBody }: SignedRequest,
  nowMs: number,
): string | null {
  if (signature === undefined || timestamp === undefined) return 'The request is not signed.';
  const sentAtMs = Number(timestamp);
  if (!/^\d{10,16}$/.test(timestamp) || Math.abs(nowMs - sentAtMs) > maxAgeMs) {
    return "The request is older than five minutes, or this machine's clock is wrong.";
  }
  const expected = createHmac('sha256', secret).update(`${timestamp}:`).update(rawBody).digest();
  const given = Buffer.from(signature, 'base64');
  const right = given.length === expected.length && timingSafeEqual(given, expected);
  return right ? null : 'The signature is wrong: FRONT_WEBHOOK_SECRET is not the signing key of this application.';
}
