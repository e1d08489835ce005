import express, { type RequestHandler, type Response, Router } from 'express';
import { toNoteEvent } from '../../adapters/aircall/notes.ts';
import { Envelope, Id, PayloadInvalid, readShape } from '../../adapters/aircall/schema.ts';
import { toCall, toCallEvent } from '../../adapters/aircall/to-call.ts';
import type { NoteDeliverer } from '../../adapters/temporal/calls/deliver-note.ts';
import type { CallStarter } from '../../adapters/temporal/calls/start-call.ts';
import type { CardStarter } from '../../adapters/temporal/calls/start-card.ts';
import type { Call } from '../../domain/call.ts';
import { ringingEvent } from '../../domain/call-event.ts';
import { noteKindOf } from '../../domain/notes/note-kinds.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { readJson } from '../body.ts';
import { answerMethodNotAllowed, HttpProblem } from '../problem.ts';
import { createTokenCheck } from '../token-check.ts';
import { logWebhooks, type WebhookFacts, type WebhookSeen } from './observe.ts';

export const aircallWebhookPath = '/webhooks/aircall';
const maxBodyBytes = 1_000_000;
/** The transcript of a call of many hours. */
const maxLargeBytes = 5_000_000;
/** Whose a body is shows only when all of it has been read: so these must fit into a small machine's memory together. */
const maxLargeAtOnce = 8;

export interface AircallWebhookDeps {
  /** Any of these is accepted: two while one replaces the other. */
  webhookTokens: readonly string[];
  calls: Pick<CallStarter, 'deliver'>;
  /** Without it notes are ignored. */
  notes?: NoteDeliverer | undefined;
  /** Called with the name first, and with the call once it has been read. */
  isOfInterest: (event: { name: string; call?: Call }) => boolean;
  /** Shows cards while the phone rings; absent: no cards. */
  cards?: CardStarter | undefined;
  log: Logger;
  /** Called for every answered webhook. */
  onWebhook?: ((seen: WebhookSeen) => void) | undefined;
}

/**
 * `POST /webhooks/aircall`. Nothing is revealed without a valid token. 200 means that Temporal stored the event or that it
 * is of no interest; anything else that Aircall should deliver it again, or that a person should look.
 */
export function aircallWebhook({
  webhookTokens,
  calls,
  notes,
  isOfInterest,
  cards,
  log,
  onWebhook,
}: AircallWebhookDeps): Router {
  const isOurs = createTokenCheck(webhookTokens);

  async function take(body: unknown, facts: WebhookFacts): Promise<'accepted' | 'ignored'> {
    const envelope = readEnvelope(body);
    if (!isOurs(envelope.token)) throw new HttpProblem({ status: 401, detail: 'The token is wrong.', field: 'token' });
    facts.event = envelope.event;
    facts.callId = callIdOf(envelope);
    if (cards !== undefined) {
      if (envelope.event === ringingEvent) {
        cards.ring(() => toCall(envelope.data));
        return 'accepted';
      }
      if (facts.callId !== undefined) cards.heard(envelope.event, facts.callId);
    }
    if (!isOfInterest({ name: envelope.event })) return 'ignored';
    if (noteKindOf(envelope.event) !== null) {
      const { kind, callId } = reading(() => toNoteEvent(envelope));
      facts.callId = callId;
      return await store(facts, async () => (await notes?.deliver(callId, kind)) ?? 'ignored');
    }
    const event = reading(() => toCallEvent(envelope));
    facts.callId = event.call.id;
    return isOfInterest(event) ? await store(facts, () => calls.deliver(event)) : 'ignored';
  }

  async function store({ event, callId }: WebhookFacts, deliver: () => Promise<'accepted' | 'ignored'>) {
    try {
      return await deliver();
    } catch (error) {
      log.error({ err: error, event, callId }, 'Temporal did not store a webhook');
      const detail = 'Temporal did not store the event: deliver it again.';
      throw new HttpProblem({ status: 503, detail, headers: { 'retry-after': '10', connection: 'close' } });
    }
  }

  const router = Router();
  router
    .route(aircallWebhookPath)
    .post(logWebhooks(log, onWebhook), readBody(), async (request, response: Response<unknown, WebhookFacts>) => {
      const outcome = await take(request.body, response.locals);
      response.locals.outcome = outcome;
      response.json({ status: outcome });
    })
    .all(answerMethodNotAllowed('POST'));
  return router;
}

/** @throws {HttpProblem} 400 naming the field; 413 for a large body that is not a note's, whatever is wrong with it */
function readEnvelope(body: unknown): Envelope {
  const isLarge = Buffer.isBuffer(body) && body.length > maxBodyBytes;
  try {
    const envelope = reading(() => readShape(Envelope, readJson(body)));
    if (!isLarge || noteKindOf(envelope.event) !== null) return envelope;
  } catch (error) {
    if (!isLarge) throw error;
  }
  throw new HttpProblem({ status: 413, detail: 'The body is too large.' });
}

/** Reads a body; a large one only when it says its length, and few others are being read or answered. */
function readBody(): RequestHandler {
  const readSmall = express.raw({ type: () => true, limit: maxBodyBytes });
  const readLarge = express.raw({ type: () => true, limit: maxLargeBytes });
  let large = 0;
  return (request, response, next) => {
    const length = Number(request.headers['content-length'] ?? 0);
    if (length <= maxBodyBytes || length > maxLargeBytes) {
      readSmall(request, response, next);
      return;
    }
    if (large >= maxLargeAtOnce) {
      const detail = 'Too many large events at once: deliver it again.';
      throw new HttpProblem({ status: 503, detail, headers: { 'retry-after': '10', connection: 'close' } });
    }
    large += 1;
    response.once('close', () => {
      large -= 1;
    });
    readLarge(request, response, next);
  };
}

/** For the log and the card: which call it is, even if its data is not read, or is invalid. */
function callIdOf({ event, data }: Envelope): number | undefined {
  const id = event.startsWith('call.') && typeof data === 'object' && data !== null ? Reflect.get(data, 'id') : null;
  return Id.safeParse(id).data;
}

function reading<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PayloadInvalid)) throw error;
    throw new HttpProblem({ status: 400, detail: error.message, field: error.field });
  }
}
