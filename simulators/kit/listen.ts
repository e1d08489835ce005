import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';

/** A server that listens on this machine only. `close` destroys the connections still open. */
export interface Listening {
  url: string;
  port: number;
  close(): Promise<void>;
}

/**
 * @param port 0 for a free one
 * @throws what `listen` throws, such as EADDRINUSE
 */
export async function listen(app: Express, port: number): Promise<Listening> {
  const server = createServer(app).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
