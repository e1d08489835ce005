import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerFront, type FrontMemory } from './instant-front-answers.ts';

/** A stand-in of Front that answers at once, whatever it holds: it looks nothing up but by key, and has no rules or limits. */
export interface InstantFront {
  url: string;
  /** How many requests there have been. */
  requests: number;
  memory: FrontMemory;
  close(): Promise<void>;
}

/** @param inboxes their names; teammates are those that the Aircall stand-in has agents of */
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
