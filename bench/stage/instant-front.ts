import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerFront, type FrontMemory } from './instant-front-answers.ts';

/** A simulator of Front that answers at once, however much it holds: all look-ups are by key; no rules, no limits. */
export interface InstantFront {
  url: string;
  /** The number of requests so far. */
  requests: number;
  memory: FrontMemory;
  close(): Promise<void>;
}

/** @param inboxes their names; its teammates are the agents of the Aircall simulator */
export async function startInstantFront(inboxes: readonly string[]): Promise<InstantFront> {
  const memory: FrontMemory = {
    inboxes,
    contacts: new Map(),
    conversations: new Map(),
    placed: new Map(),
    imported: new Set(),
    arrived: new Map(),
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      front.requests += 1;
      const text = Buffer.concat(chunks).toString();
      const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
      const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
      const [status, answer] = answerFront(memory, request.method ?? 'GET', path, body);
      const json = answer === undefined ? '' : JSON.stringify(answer);
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) });
      response.end(json);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const front: InstantFront = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: 0,
    memory,
    async close() {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
  return front;
}
