import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** A port where connections are taken and nothing ever answers, until the test is over. */
export async function silentPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.on('connection', (socket) => onTestFinished(() => void socket.destroy()));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}
