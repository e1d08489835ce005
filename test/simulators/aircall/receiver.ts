import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { EventBody } from '../../../simulators/aircall/webhooks/webhook-delivery.ts';

interface Received {
  body: EventBody;
  headers: IncomingHttpHeaders;
  atMs: number;
}

/** A server that takes webhooks, answering what `answer` says (the number of the request, from 0); `null`: no answer at all. */
export async function startReceiver(answer: (index: number) => number | null = () => 200) {
  const received: Received[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await json(request)) as EventBody;
    const status = answer(received.length);
    received.push({ body, headers: request.headers, atMs: Date.now() });
    if (status !== null) response.writeHead(status).end();
  };
  const server = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    events: () => received.map(({ body }) => body.event),
    /** The first body of that event; fails when there was none. */
    body: (event: string): EventBody => {
      const found = received.find(({ body }) => body.event === event);
      if (found === undefined)
        throw new Error(`no ${event} among ${received.map(({ body }) => body.event).join(', ')}`);
      return found.body;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
