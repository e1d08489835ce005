import { type ConnectionOptions, connect } from 'node:tls';

const timeoutMs = 3_000;

/** What a client of HTTP/2 says first: a server that has let it in answers, one that has not says why. */
const preface = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);

/** `spoken`: both sides agree, the client's certificate among it. `silent`: nobody is there, or says nothing. */
export type Handshake = { outcome: 'spoken' | 'silent' } | { outcome: 'failed'; code: string; serverNames: string };

/** Tries what a client of Temporal does before its first request. */
export async function tryHandshake(options: ConnectionOptions): Promise<Handshake> {
  return await new Promise((resolve) => {
    let socket: ReturnType<typeof connect>;
    try {
      socket = connect({ ...options, ALPNProtocols: ['h2'] });
    } catch (error) {
      // The certificate or the key cannot be read.
      resolve(failed(error));
      return;
    }
    const settle = (handshake: Handshake): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(handshake);
    };
    const timer = setTimeout(() => settle({ outcome: 'silent' }), timeoutMs);
    socket.once('secureConnect', () => socket.write(preface));
    socket.once('data', () => settle({ outcome: 'spoken' }));
    socket.once('error', (error) => settle(failed(error)));
    socket.once('close', () => settle({ outcome: 'silent' }));
  });
}

function failed(error: unknown): Handshake {
  const { code, cert } = error as { code?: unknown; cert?: { subjectaltname?: string } };
  return { outcome: 'failed', code: String(code), serverNames: cert?.subjectaltname ?? '' };
}
