import type { IncomingHttpHeaders } from 'node:http';
import express from 'express';
import { onTestFinished } from 'vitest';
import { listen } from '../../../simulators/kit/listen.ts';

/** One webhook as it came in. */
export interface Received {
  headers: IncomingHttpHeaders;
  raw: string;
}

/** A server that takes webhooks; `answer` says what each gets, or `silent` for no answer at all. */
export async function receiveWebhooks(
  answer: (received: Received, count: number) => { status: number; type?: string; body?: string } | 'silent',
): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const app = express().use(express.text({ type: '*/*', limit: '1mb' }));
  app.post('/hook', (request, response) => {
    const one = { headers: request.headers, raw: request.body as string };
    received.push(one);
    const reply = answer(one, received.length);
    if (reply === 'silent') return;
    response
      .status(reply.status)
      .type(reply.type ?? 'text')
      .send(reply.body ?? '');
  });
  const server = await listen(app, 0);
  onTestFinished(() => server.close());
  return { url: `${server.url}/hook`, received };
}
