import { createHmac, timingSafeEqual } from 'node:crypto';
import express, { type Response, Router } from 'express';
import { z } from 'zod';
import type { Callbacks } from '../../adapters/temporal/calls/callbacks.ts';
import type { ArchiveNotifier } from '../../adapters/temporal/operations/archive.ts';
import type { Contact } from '../../domain/callbacks/debt.ts';
import { isEntry } from '../../domain/entries.ts';
import { digestOfLink, nameKey } from '../../domain/ids.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { readJson } from '../body.ts';
import { answerMethodNotAllowed, HttpProblem } from '../problem.ts';
import type { WebhookFacts } from './observe.ts';

export const frontWebhookPath = '/webhooks/front';
const maxBodyBytes = 1_000_000;
/** Front's ids look like `cnv_55c8c149`. Anything else has no workflow, so Temporal is not asked. */
const conversationIds = /^[\p{L}\p{N}_-]{1,100}$/u;

/** A message, or a tag. */
const EventTarget = z.object({
  name: z.string().nullish(),
  type: z.string().nullish().catch(null),
  text: z.string().nullish(),
  body: z.string().nullish(),
});
const Tags = z
  .array(z.object({ name: z.string() }))
  .nullish()
  .catch(null);

/** The fields of Front's envelope that Callthread uses; `sync` is the validation when the webhook's address is saved. */
const FrontEvent = z.object({
  type: z.string(),
  payload: z
    .object({
      emitted_at: z.number().nullish().catch(null),
      source: z
        .object({ _meta: z.object({ type: z.string() }) })
        .nullish()
        .catch(null),
      target: z.object({ data: EventTarget.nullish() }).nullish().catch(null),
      conversation: z
        .object({
          id: z.string(),
          tags: Tags,
          links: z
            .array(z.object({ external_url: z.string().nullish() }))
            .nullish()
            .catch(null),
        })
        .nullish(),
    })
    .nullish(),
});
type FrontEvent = z.infer<typeof FrontEvent>;

interface FrontWebhookDeps {
  /** The Front application's signing key. */
  webhookSecret: string;
  archives: ArchiveNotifier;
  /** The tags of rules that archiving removes. */
  undoneTags?: string[];
  /** null or absent: there are none. */
  callbacks?: Pick<Callbacks, 'report'> | null;
  log: Logger;
}

/** `POST /webhooks/front`: undoes rules when a person archives a conversation, and closes callbacks. Repeats are harmless. */
export function frontWebhook({
  webhookSecret,
  archives,
  undoneTags = [],
  callbacks = null,
  log,
}: FrontWebhookDeps): Router {
  const ruleTags = new Set(undoneTags.map(nameKey));
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
        const conversationId = payload?.conversation?.id ?? '';
        const isArchived = type === 'conversation_archived' && conversationIds.test(conversationId);
        const tags = payload?.conversation?.tags?.map(({ name }) => nameKey(name)) ?? [...ruleTags];
        const ruleTagsThere = [...new Set(tags)].filter((name) => ruleTags.has(name));
        const contact = callbacks === null ? null : contactOf(event.data);
        const stored = await Promise.all([
          isArchived && store(conversationId, () => archives.notifyArchived(conversationId, ruleTagsThere)),
          contact !== null && store(conversationId, () => reportContact(event.data, contact)),
        ]);
        const outcome = stored.includes(true) ? 'accepted' : 'ignored';
        response.locals.outcome = outcome;
        response.json({ status: outcome });
      },
    )
    .all(answerMethodNotAllowed('POST'));
  return router;

  /** The conversation's link names the caller, whose callback it then is. */
  async function reportContact({ payload }: FrontEvent, contact: Contact): Promise<boolean> {
    const links = payload?.conversation?.links ?? [];
    const digests = new Set(links.flatMap(({ external_url }) => digestOfLink(external_url ?? '') ?? []));
    const reports = await Promise.all([...digests].map(async (digest) => await callbacks?.report(digest, contact)));
    return reports.includes(true);
  }

  async function store(conversationId: string, send: () => Promise<boolean>): Promise<boolean> {
    try {
      return await send();
    } catch (error) {
      log.error({ err: error, conversationId }, 'Temporal did not store what a person changed in Front');
      throw new HttpProblem({
        status: 503,
        detail: 'Temporal did not store the event: deliver it again.',
        headers: { 'retry-after': '10' },
      });
    }
  }
}

/** Sources of changes that programs make; the service itself is one of them. */
const programs: ReadonlySet<string> = new Set(['api', 'oauth_client']);

/**
 * @returns what a person did that closes a callback; null for everything else. Imported calls are messages too, and have
 * agents as their authors, so a custom message that looks like an entry is no reply.
 */
function contactOf({ type, payload }: FrontEvent): Contact | null {
  const source = payload?.source?._meta.type;
  if (source === undefined || programs.has(source)) return null;
  // Front sends fractions; the database has whole seconds.
  const atSeconds = Math.floor(payload?.emitted_at ?? Date.now() / 1000);
  const { name, type: messageType, text, body } = payload?.target?.data ?? {};
  if (type === 'conversation_archived') return { kind: 'archived', atSeconds };
  if (type === 'tag_removed' && name) return { kind: 'untagged', tag: name, atSeconds };
  const isOurs = (messageType ?? 'custom') === 'custom' && isEntry(text || body || '');
  const isReply = type === 'outbound_sent' && source === 'teammate' && !isOurs;
  return isReply ? { kind: 'reply', atSeconds } : null;
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
