import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import { createFrontClient } from '../../../src/adapters/front/client.ts';
import { type Answering, serve } from '../http/serve.ts';

const tags = '{"_results": [{"id": "tag_1", "name": "billing"}], "_pagination": {"next": null}}';

/** What each of the two requests, a read and a write, ends with. */
async function outcomes(apiUrl: string) {
  const client = createFrontClient({ apiUrl, apiToken: 'front-test-token', timeoutMs: 2000 });
  const read = client.listContactConversations({ source: 'phone', handle: '+33639981234' });
  const write = client.createContact({ name: 'Cara', handles: [{ source: 'phone', handle: '+33639981234' }] });
  return await Promise.all([read, write].map((asked) => asked.catch((error: unknown) => error)));
}

const answers: Array<[what: string, answer: Answering]> = [
  ['half a body', (_, response) => response.writeHead(201).end('{"_links": {"self": "htt')],
  ['a body cut off', (_, response) => response.writeHead(201, { 'content-length': 99 }).end('{"id"')],
  [
    'a chunked body cut off',
    (_, response) => response.writeHead(201).write('{"id": "cr', () => setTimeout(() => response.destroy(), 20)),
  ],
  ['no body', (_, response) => response.writeHead(201).end()],
  ['text', (_, response) => response.writeHead(202, { 'content-type': 'application/json' }).end('Accepted')],
  ['a page', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>')],
  ['a body that is not gzip', (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(tags)],
  [
    'gzip cut off',
    (_, response) => {
      const half = gzipSync(tags).subarray(0, 40);
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': half.length }).end(half);
    },
  ],
  [
    'more than an answer can be',
    (_, response) => response.writeHead(200).end(`{"_results": "${'x'.repeat(33 * 1024 * 1024)}"}`),
  ],
];

describe('an unreadable answer', () => {
  it.each(answers)(
    '(%s) counts as no response to a read, and as an unknown outcome of a write',
    async (_what, answer) => {
      const [read, write] = await outcomes(await serve(answer));
      expect(read).toMatchObject({ name: 'NoResponse', sent: true, write: false });
      expect(write).toMatchObject({ name: 'NoResponse', sent: true, write: true });
    },
  );

  it('is ignored when the body is not needed', async () => {
    const apiUrl = await serve((_, response) => response.writeHead(202).end('Accepted'));
    const client = createFrontClient({ apiUrl, apiToken: 'front-test-token' });
    await expect(client.updateConversation('cnv_1', { status: 'open' })).resolves.toMatchObject({
      conversationId: 'cnv_1',
    });
  });
});

it('gives up on an unreachable host within seconds, with nothing sent', async () => {
  // 192.0.2.0/24 is for documents (RFC 5737): packets to it are dropped, or refused at once where there is no route.
  const client = createFrontClient({ apiUrl: 'http://192.0.2.1:9', apiToken: 'front-test-token' });
  const startedAtMs = performance.now();
  await expect(client.addComment('cnv_1', { body: 'x' })).rejects.toMatchObject({ reason: 'refused', sent: false });
  expect(performance.now() - startedAtMs).toBeLessThan(120_000);
});

it('waits for an answer that takes longer than five seconds', async () => {
  const front = await startFrontSimulator();
  onTestFinished(() => front.close());
  front.faults.add({ path: '', kind: 'delay', delayMs: 5500 });
  const client = createFrontClient({ apiUrl: front.url, apiToken: 'front-test-token' });
  expect(await client.findInbox('Support')).toBe(front.state.inboxes.find(({ name }) => name === 'Support')?.id);
});
