import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import { joinSockets } from '../../e2e/join-sockets.ts';

export interface TlsProxy {
  /** host:port */
  address: string;
  close(): Promise<void>;
}

interface TlsProxyOptions {
  /** Paths of the certificate that it shows and of its key, as PEM. */
  cert: string;
  key: string;
  /** Path of the authority of whose certificates a client must have one; without it none is asked for. */
  clientsOf?: string;
}

/** Speaks TLS with who comes, and hands all on as plain text. @param to host:port */
export async function startTlsProxy(to: string, { cert, key, clientsOf }: TlsProxyOptions): Promise<TlsProxy> {
  const { hostname, port } = new URL(`http://${to}`);
  const sockets = new Set<Socket>();
  const clients = clientsOf === undefined ? {} : { ca: readFileSync(clientsOf), requestCert: true };
  const options = { cert: readFileSync(cert), key: readFileSync(key), ALPNProtocols: ['h2'], ...clients };
  const server = createServer(options, (client) => {
    joinSockets(client, connect(Number(port), hostname), sockets);
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), 'close');
    },
  };
}
