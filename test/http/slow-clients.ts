import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export const clients = 200;
const post = (headers: string): string => `POST /webhooks/aircall HTTP/1.1\r\nhost: localhost\r\n${headers}`;
const json = 'content-type: application/json\r\n';

/** What a client begins with, and what it adds every 100 ms for as long as it is let. */
export const manners: Array<[string, { begins: string; adds: string }]> = [
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

export const slow = manners.slice(0, 4).map(([, manner]) => manner);

/** Eight at a time are read; the others are put off. */
export const large: (typeof manners)[number] = [
  'send large bodies',
  { begins: post(`${json}content-length: 1300000\r\n\r\n`), adds: ' '.repeat(65_536) },
];

/** Connects so many of them, until the test is over. @returns what each is answered, once it is */
export async function openClients(
  url: string,
  { begins, adds }: { begins: string; adds: string },
  count = clients,
): Promise<{ sockets: Socket[]; answers(): string[] }> {
  const answers: string[] = [];
  const connecting = Array.from({ length: count }, async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    // Who is cut off may see it as a reset.
    socket.on('error', () => {});
    socket.on('data', (data) => answers.push(data.toString().split('\r\n', 1)[0] ?? ''));
    await once(socket, 'connect');
    if (begins !== '') socket.write(begins);
    const timer = setInterval(() => {
      if (adds !== '' && socket.writable && socket.writableLength === 0) socket.write(adds);
    }, 100);
    socket.once('close', () => clearInterval(timer));
    return socket;
  });
  return { sockets: await Promise.all(connecting), answers: () => answers };
}
