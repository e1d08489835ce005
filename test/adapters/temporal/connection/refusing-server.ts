import { once } from 'node:events';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A gRPC server that answers every request with a status, until the test is over. @returns host:port */
export async function refusingServer(status: number): Promise<{ address: string; asked: () => number }> {
  const answering = createServer().listen(0, '127.0.0.1');
  let asked = 0;
  answering.on('stream', (stream) => {
    asked += 1;
    stream.respond({ 'content-type': 'application/grpc', 'grpc-status': status }, { endStream: true });
  });
  await once(answering, 'listening');
  onTestFinished(() => void answering.close());
  return { address: `127.0.0.1:${(answering.address() as AddressInfo).port}`, asked: () => asked };
}
