import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { serveApp, webhook } from './serve-app.ts';

const clients = 200;
const open: Array<{ socket: Socket; timer: NodeJS.Timeout }> = [];
afterEach(() => {
  for (const { socket, timer } of open.splice(0)) {
    clearInterval(timer);
    socket.destroy();
  }
});

const post = (headers: string): string => `POST /webhooks/aircall HTTP/1.1\r\nhost: localhost\r\n${headers}`;
const json = 'content-type: application/json\r\n';

/** What a client begins with, and what it adds every 100 ms for as long as it is let. */
const manners: Array<[string, { begins: string; adds: string }]> = [
  ['say nothing', { begins: '', adds: '' }],
  ['send their headers byte by byte', { begins: post('x-slow: '), adds: 'x' }],
  ['send their bodies byte by byte', { begins: post(`${json}content-length: 900000\r\n\r\n{`), adds: ' ' }],
  ['send chunks without an end', { begins: post(`${json}transfer-encoding: chunked\r\n\r\n`), adds: '1\r\n \r\n' }],
  [
    'send bodies that are too large',
    { begins: post(`${json}content-length: 6000000\r\n\r\n`), adds: ' '.repeat(65_536) },
  ],
  [
    'send chunked bodies that are too large',
    { begins: post(`${json}transfer-encoding: chunked\r\n\r\n`), adds: `10000\r\n${' '.repeat(65_536)}\r\n` },
  ],
  ['send headers that are too large', { begins: post(''), adds: `x-large: ${'x'.repeat(8000)}\r\n` }],
];

const slow = manners.slice(0, 4).map(([, manner]) => manner);

/** Eight at a time are read; the others are put off. */
const large: (typeof manners)[number] = [
  'send large bodies',
  { begins: post(`${json}content-length: 1300000\r\n\r\n`), adds: ' '.repeat(65_536) },
];

/** @returns what each is answered, once it is */
async function openClients(
  url: string,
  { begins, adds }: { begins: string; adds: string },
  count = clients,
): Promise<() => string[]> {
  const answers: string[] = [];
  await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      // Who is cut off may see it as a reset.
      socket.on('error', () => {});
      socket.on('data', (data) => answers.push(data.toString().split('\r\n', 1)[0] ?? ''));
      await once(socket, 'connect');
      if (begins !== '') socket.write(begins);
      const timer = setInterval(() => {
        if (adds !== '' && socket.writable && socket.writableLength === 0) socket.write(adds);
      }, 100);
      open.push({ socket, timer });
    }),
  );
  return () => answers;
}

describe(`${clients} clients that`, () => {
  it.each([...manners, large])('%s do not delay webhooks', async (_manner, manner) => {
    const { url, delivered, lines, post: deliver } = await serveApp();
    const answers = await openClients(url, manner);
    expect(await deliver(webhook())).toMatchObject({ status: 200 });
    // It has overtaken those that are slow: they are cut off after 10 seconds and later. The others are refused at once.
    const overtaken = open.some(({ socket }) => !socket.closed);
    expect(overtaken || !slow.includes(manner)).toBe(true);
    for (let sent = 1; sent < 20; sent += 1) expect(await deliver(webhook())).toMatchObject({ status: 200 });
    expect(delivered).toHaveLength(20);
    const refusals = manner === large[1] ? / (400|503) / : / (400|408|413|431) /;
    expect(answers().filter((line) => !refusals.test(line))).toEqual([]);
    expect(lines.filter((line) => /"level":"?(error|50|fatal|60)/.test(line))).toEqual([]);
  });
});

describe('slow clients', () => {
  it('are cut off eventually', async () => {
    const { url } = await serveApp();
    for (const manner of slow) await openClients(url, manner, clients / 4);
    const sockets = open.map(({ socket }) => socket);
    await expect.poll(() => sockets.every(({ closed }) => closed), { timeout: 120_000, interval: 500 }).toBe(true);
  });
});
