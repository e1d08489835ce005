import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { joinSockets } from './join-sockets.ts';

export interface HoldingProxy {
  url: string;
  /** Connections that stall in the middle of a body. */
  held(): number;
  /** Lets everything pass from now on, stalled connections included. */
  letGo(): void;
  close(): Promise<void>;
}

/**
 * Passes connections on to an address, and stops each one once it has sent so much: an upload that is held there
 * is in the middle of its way, for as long as a test needs.
 */
export async function startHoldingProxy(to: string, afterBytes: number): Promise<HoldingProxy> {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  const waiting = new Map<Socket, Socket>();
  let holds = true;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    let sent = 0;
    joinSockets(client, upstream, sockets);
    client.once('close', () => waiting.delete(client));
    client.on('data', (chunk: Buffer) => {
      sent += chunk.length;
      if (!holds || sent < afterBytes) return;
      client.unpipe(upstream).pause();
      waiting.set(client, upstream);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    held: () => waiting.size,
    letGo() {
      holds = false;
      for (const [client, upstream] of waiting) client.pipe(upstream);
      waiting.clear();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}
