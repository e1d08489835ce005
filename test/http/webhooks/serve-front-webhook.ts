import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { signWebhook } from '../../../simulators/front/webhooks/sign-webhook.ts';
import type { ArchiveNotifier } from '../../../src/adapters/temporal/operations/archive.ts';
import type { Contact } from '../../../src/domain/callbacks/debt.ts';
import { createHttpApp } from '../../../src/http/app.ts';
import { listenHttp } from '../../../src/http/listen.ts';
import { frontWebhook } from '../../../src/http/webhooks/front.ts';
import { watchAnswers } from '../../openapi/watch-answers.ts';
import { type Answer, readAnswer } from '../serve-app.ts';

export const secret = 'front-signing-key-0001';

export interface FrontServed {
  /** Where Front sends its events. */
  url: string;
  /** The conversations that were reported as archived. */
  archivedIds: string[];
  /** What was reported to callbacks, with the digest of the caller. */
  contacts: Array<[digest: string, contact: Contact]>;
  /** Every line of the log. */
  lines: string[];
  /** Sends a body as it is, signed now unless `headers` say otherwise. */
  post(body: string | Uint8Array, headers?: Record<string, string>): Promise<Answer>;
}

/** The route on a real server, with a recorder of archived conversations, until the test is over. */
export async function serveFrontWebhook(
  archives?: ArchiveNotifier,
  webhookSecret = secret,
  undoneTags: string[] = [],
): Promise<FrontServed> {
  const archivedIds: string[] = [];
  const contacts: FrontServed['contacts'] = [];
  const callbacks = { report: async (digest: string, contact: Contact) => contacts.push([digest, contact]) > 0 };
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) });
  const keeping: ArchiveNotifier = { notifyArchived: async (id) => archivedIds.push(id) > 0 };
  const app = createHttpApp({
    webhookTokens: [],
    calls: { deliver: () => Promise.reject(new Error('no call is delivered in these tests')) },
    isOfInterest: () => false,
    unreadyReason: async () => null,
    routers: [frontWebhook({ webhookSecret, archives: archives ?? keeping, undoneTags, callbacks, log })],
    log,
  });
  const watch = watchAnswers(app);
  const listener = await listenHttp(watch.app, 0, '127.0.0.1');
  onTestFinished(async () => {
    await listener.close();
    watch.assertKept();
  });
  const url = `http://127.0.0.1:${listener.port}/webhooks/front`;
  const post: FrontServed['post'] = async (body, headers = signed(body)) =>
    await readAnswer(await fetch(url, { method: 'POST', headers, body: body as NonNullable<RequestInit['body']> }));
  return { url, archivedIds, contacts, lines, post };
}

/** The headers that Front signs a text body with. @param atMs when it says to have sent it */
export function signed(body: string | Uint8Array, atMs = Date.now(), key = secret): Record<string, string> {
  return signWebhook(key, atMs, typeof body === 'string' ? body : Buffer.from(body).toString('utf8'));
}

/** An event of Front as it is sent. */
export function frontEvent(type: string, conversationId = 'cnv_1aa', more: Record<string, unknown> = {}): string {
  const conversation = { id: conversationId, subject: 'Voicemail – Support', status: 'archived', ...more };
  return JSON.stringify({
    type,
    authorization: { id: 'cmp_1' },
    payload: { id: 'evt_1', type: 'archive', conversation },
  });
}
