import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { openDownload } from '../../../src/adapters/http/download.ts';
import { toForm } from '../../../src/adapters/http/multipart.ts';
import { sendRequest } from '../../../src/adapters/http/request.ts';
import { type Answering, serve } from './serve.ts';

const megabyte = 1_000_000;
const fields = {
  to: ['+442079460900'],
  metadata: { is_inbound: true },
  created_at: 7,
  subject: 'Appel – été',
  gone: null,
};

/** Passes a file on from one server to another, as a recording goes from Aircall to Front. */
async function passOn(source: Answering, sink: Answering, extra: Record<string, unknown> = {}) {
  const download = await openDownload({
    vendor: 'Aircall',
    operation: 'download-audio',
    url: await serve(source),
    timeoutMs: 120_000,
  });
  if (download === null) throw new Error('there was nothing to pass on');
  const files = [{ field: 'attachments[0]', name: 'a "b".mp3', download }];
  const form = toForm({ ...fields, ...extra }, files);
  const answer = sendRequest({
    vendor: 'Front',
    operation: 'import-inbox-message',
    method: 'POST',
    url: await serve(sink),
    headers: {},
    form,
    timeoutMs: 120_000,
  });
  return { download, answer };
}
const giving =
  (file: Buffer): Answering =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': file.length, 'content-type': 'audio/mpeg' }).end(file);
  };
async function readForm(request: IncomingMessage): Promise<{ raw: Buffer; form: FormData }> {
  const raw = await buffer(request);
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  return { raw, form: await new Response(new Uint8Array(raw), { headers }).formData() };
}
/** A sink that keeps what it is sent. */
function keeping() {
  const got: Array<{ raw: Buffer; form: FormData; length: string | undefined }> = [];
  const sink: Answering = async (request, response) => {
    got.push({ ...(await readForm(request)), length: request.headers['content-length'] });
    response.writeHead(202).end('{"status":"accepted"}');
  };
  return { got, sink };
}

describe('a form with a file', () => {
  it('contains each property as a field, and the file', async () => {
    const file = randomBytes(1000);
    const { got, sink } = keeping();
    const { answer } = await passOn(giving(file), sink);
    expect(await answer).toMatchObject({ status: 202, body: { status: 'accepted' } });
    const [sent] = got;
    const texts = [...(sent?.form ?? [])].filter(([, value]) => typeof value === 'string');
    expect(texts).toEqual([
      ['to[0]', '+442079460900'],
      ['metadata[is_inbound]', 'true'],
      ['created_at', '7'],
      ['subject', 'Appel – été'],
    ]);
    const part = sent?.form.get('attachments[0]') as File;
    expect([part.name, part.type, part.size]).toEqual(['a "b".mp3', 'audio/mpeg', 1000]);
  });

  it('arrives byte for byte with the announced length, whatever it contains', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((array) => Buffer.from(array));
    const tricky = fc.constantFrom('\r\n--', '\n', '\r\n\r\n', '\0').map((text) => Buffer.from(text));
    const large = fc.integer({ min: 1, max: 400_000 }).map((size) => randomBytes(size));
    const body = fc.string({ unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, tricky, large), body, async (file, text) => {
        const { got, sink } = keeping();
        const { answer } = await passOn(giving(file), sink, { body: text });
        await answer;
        const part = got[0]?.form.get('attachments[0]') as File;
        expect(file.equals(Buffer.from(await part.arrayBuffer()))).toBe(true);
        expect(got[0]?.length).toBe(String(got[0]?.raw.length));
      }),
      { numRuns: 60 },
    );
  });

  it('starts before the whole file has arrived', async () => {
    const file = randomBytes(2 * megabyte);
    let reached: () => void = () => {};
    const halfReached = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const source: Answering = async (_request, response) => {
      response.writeHead(200, { 'content-length': file.length }).write(file.subarray(0, megabyte));
      await halfReached;
      response.end(file.subarray(megabyte));
    };
    let received = 0;
    const { answer } = await passOn(source, (request, response) => {
      request.on('data', (chunk: Buffer) => {
        received += chunk.length;
        if (received > megabyte / 2) reached();
      });
      request.on('end', () => response.writeHead(202).end());
    });
    expect(await answer).toMatchObject({ status: 202 });
    expect(received).toBeGreaterThan(file.length);
  });

  it('is not read faster than it is sent', async () => {
    const block = randomBytes(64 * 1024);
    const blocks = 1600;
    let given = 0;
    const source: Answering = async (_request, response) => {
      response.writeHead(200, { 'content-length': blocks * block.length });
      for (; given < blocks; given += 1) if (!response.write(block)) await once(response, 'drain');
      response.end();
    };
    let goOn: () => void = () => {};
    const { answer } = await passOn(source, (request, response) => {
      goOn = () => request.resume().once('end', () => response.writeHead(202).end());
    });
    // Both sides' sockets buffer some; then everything stalls, and stays so.
    let before = -1;
    await vi.waitUntil(() => given > 0 && before === (before = given), { timeout: 120_000, interval: 500 });
    expect(given).toBeLessThan(blocks / 2);
    goOn();
    expect(await answer).toMatchObject({ status: 202 });
    expect(given).toBe(blocks);
  });
});

describe('a file that ends early', () => {
  it("is reported as Aircall's failure, and Front gets no complete request", async () => {
    const file = randomBytes(megabyte);
    const ends: string[] = [];
    const { answer } = await passOn(
      (request, response) => {
        response.writeHead(200, { 'content-length': file.length }).write(file.subarray(0, megabyte / 2));
        setImmediate(() => request.socket.end());
      },
      (request) => {
        request.resume();
        for (const event of ['end', 'aborted']) request.on(event, () => ends.push(event));
      },
    );
    await expect(answer).rejects.toMatchObject({
      name: 'NoResponse',
      vendor: 'Aircall',
      reason: 'cut',
      write: false,
    });
    await expect.poll(() => ends).toEqual(['aborted']);
  });
});

describe('a request that is refused during the upload', () => {
  it.each([401, 413, 503])('(%i) ends the download once its stream is destroyed', async (status) => {
    let closed: Promise<unknown> = Promise.reject(new Error('nobody asked for the file'));
    closed.catch(() => {});
    const endless: Answering = (_request, response) => {
      closed = once(response, 'close');
      response.writeHead(200, { 'content-length': 100 * megabyte }).write(randomBytes(megabyte));
    };
    const { answer, download } = await passOn(endless, (_request, response) => response.writeHead(status).end('{}'));
    expect(await answer).toMatchObject({ status });
    download.stream.destroy();
    await closed;
  });
});
