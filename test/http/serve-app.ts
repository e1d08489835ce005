import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { type CallEvent, callEventNames } from '../../src/domain/call-event.ts';
import { createHttpApp } from '../../src/http/app.ts';
import { listenHttp } from '../../src/http/listen.ts';
import type { WebhookSeen } from '../../src/http/webhooks/observe.ts';
import { readFixture } from '../adapters/aircall/call-body.ts';
import { watchAnswers } from '../openapi/watch-answers.ts';

/** The token that the sample bodies carry. */
export const token = 'test-webhook-token-0001';

export interface Served {
  url: string;
  /** The events that the workflows received. */
  delivered: CallEvent[];
  seen: WebhookSeen[];
  /** Every line of the log. */
  lines: string[];
  post(body: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** The app on a real server, with a starter that records events, until the test is over. */
export async function serveApp(changed: Partial<Parameters<typeof createHttpApp>[0]> = {}): Promise<Served> {
  const delivered: CallEvent[] = [];
  const seen: WebhookSeen[] = [];
  const lines: string[] = [];
  const app = createHttpApp({
    webhookTokens: [token],
    calls: {
      deliver: async (event) => {
        delivered.push(event);
        return 'accepted';
      },
    },
    isOfInterest: ({ name }) => callEventNames.some((known) => known === name),
    unreadyReason: async () => null,
    log: pino({ level: 'debug' }, { write: (line: string) => lines.push(line) }),
    onWebhook: (answered) => seen.push(answered),
    ...changed,
  });
  const watch = watchAnswers(app);
  const listener = await listenHttp(watch.app, 0, '127.0.0.1');
  onTestFinished(async () => {
    await listener.close();
    watch.assertKept();
  });
  const url = `http://127.0.0.1:${listener.port}`;
  const post: Served['post'] = async (body, headers = { 'content-type': 'application/json' }) => {
    const sent = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    return readAnswer(
      await fetch(`${url}/webhooks/aircall`, {
        method: 'POST',
        headers,
        body: sent as NonNullable<RequestInit['body']>,
      }),
    );
  };
  return { url, delivered, seen, lines, post };
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = (text === '' ? {} : JSON.parse(text)) as Answer['body'];
  return { status: response.status, headers: response.headers, body };
}

/** @returns a webhook of an ended call, with some of its keys and of its call's replaced */
export function webhook(
  changed: Record<string, unknown> = {},
  data: Record<string, unknown> = {},
): Record<string, unknown> {
  const body = readFixture('a6-call.ended.inbound-answered');
  return { ...body, data: { ...(body['data'] as object), ...data }, ...changed };
}
