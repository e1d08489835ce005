import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type HttpListener, listenHttp } from '../../src/http/listen.ts';

/** A server whose requests to /slow wait for `release`; `started` resolves when one has come. */
async function serveSlowly(graceMs?: number) {
  const signals = new EventEmitter();
  const started = once(signals, 'started');
  const released = once(signals, 'release');
  const listener = await listenHttp(
    (request, response) => {
      if (request.url !== '/slow') {
        response.end('quick');
        return;
      }
      signals.emit('started');
      void released.then(() => response.end('slow'));
    },
    0,
    '127.0.0.1',
    graceMs,
  );
  onTestFinished(() => listener.close());
  return { listener, started, release: () => signals.emit('release') };
}

async function open(listener: HttpListener): Promise<Socket> {
  const socket = connect(listener.port, '127.0.0.1');
  await once(socket, 'connect');
  onTestFinished(() => void socket.destroy());
  return socket;
}

function ask(socket: Socket, path: string): void {
  socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
}

describe('listenHttp', () => {
  it('listens on a free port', async () => {
    const { listener } = await serveSlowly();
    expect(listener.port).toBeGreaterThan(0);
    expect(await (await fetch(`http://127.0.0.1:${listener.port}/`)).text()).toBe('quick');
  });

  it('throws when the port is taken', async () => {
    const { listener } = await serveSlowly();
    await expect(listenHttp(() => {}, listener.port, '127.0.0.1')).rejects.toThrow('EADDRINUSE');
  });
});

describe('close', () => {
  it('lets a running request finish, ends its connection, and accepts no more', async () => {
    const { listener, started, release } = await serveSlowly();
    const socket = await open(listener);
    ask(socket, '/slow');
    await started;
    const closed = listener.close();
    await expect(open(listener)).rejects.toThrow('ECONNREFUSED');
    release();
    expect(await text(socket)).toContain('slow');
    await closed;
  });

  it('does not wait for idle connections', async () => {
    const { listener } = await serveSlowly(60_000);
    const silent = await open(listener);
    const answered = await open(listener);
    ask(answered, '/');
    await once(answered, 'data');
    const left = Promise.all([text(silent), text(answered)]);
    await listener.close();
    expect(await left).toEqual(['', '']);
  });

  it('cuts off requests that outlast the grace period', async () => {
    const { listener, started } = await serveSlowly(50);
    const socket = await open(listener);
    ask(socket, '/slow');
    await started;
    await listener.close();
    expect(await text(socket)).toBe('');
  });

  it('can be called twice', async () => {
    const { listener } = await serveSlowly();
    await Promise.all([listener.close(), listener.close()]);
    await expect(listener.close()).resolves.toBeUndefined();
  });
});
