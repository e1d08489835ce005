import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Time for a client to send its headers, and its whole request; slower ones get 408 and are cut off. */
const headersTimeout = 10_000;
const requestTimeout = 20_000;
/** Longer than the usual minute of load balancers, so that they close idle connections first. */
const keepAliveTimeout = 65_000;

export interface HttpListener {
  port: number;
  /** Stops accepting connections, lets running requests finish, and resolves when all connections are closed. */
  close(): Promise<void>;
}

/**
 * @param port 0 for any free one
 * @param host all interfaces by default
 * @param graceMs how long `close` waits for running requests before it cuts them off
 * @throws if the port is not available
 */
export async function listenHttp(
  app: RequestListener,
  port: number,
  host?: string,
  graceMs = 10_000,
): Promise<HttpListener> {
  const server = createServer({ headersTimeout, requestTimeout, keepAliveTimeout, connectionsCheckingInterval: 2000 });
  const idle = new Set<Socket>();
  let closing = false;
  server.on('connection', (socket) => {
    idle.add(socket);
    socket.once('close', () => idle.delete(socket));
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    idle.delete(socket);
    response.once('close', () => {
      if (closing) socket.end();
      else if (!socket.destroyed) idle.add(socket);
    });
    app(request, response);
  });
  server.listen(port, host);
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      closing = true;
      const closed = once(server, 'close');
      server.close();
      for (const socket of idle) socket.destroy();
      const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cutOff);
    },
  };
}
