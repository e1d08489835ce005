import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDownload } from '../../../src/adapters/http/download.ts';
import { HttpError, NoResponse } from '../../../src/adapters/http/errors.ts';
import { type Answering, serve } from './serve.ts';

const query = '?X-Amz-Signature=5ec4e7';
const file = randomBytes(300_000);

async function open(answer: Answering, timeoutMs = 60_000) {
  const url = `${await serve(answer)}/1.mp3${query}`;
  return await openDownload({ vendor: 'Aircall', operation: 'download-audio', url, timeoutMs });
}
/** @returns the stream of what has opened */
async function streamOf(answer: Answering, timeoutMs?: number): Promise<Readable> {
  const download = await open(answer, timeoutMs);
  if (download === null) throw new Error('there was nothing to pass on');
  return download.stream;
}
/** @returns the stream of a file that opened within the time limit: a stalled machine needs more than one attempt */
async function shortStreamOf(answer: Answering): Promise<Readable> {
  return await vi.waitFor(() => streamOf(answer, 500), { timeout: 120_000 });
}
/** @returns what the opening fails with */
async function failureOf(answer: Answering, timeoutMs?: number): Promise<Error> {
  const failure: unknown = await open(answer, timeoutMs).catch((error: unknown) => error);
  if (!(failure instanceof Error)) throw new Error('it opened');
  expect(`${failure.stack}${JSON.stringify(failure)}${String(failure.cause)}`).not.toContain('5ec4e7');
  return failure;
}
const whole: Answering = (_request, response) => {
  response.writeHead(200, { 'content-length': file.length, 'content-type': 'audio/mpeg' }).end(file);
};

describe('openDownload', () => {
  it('returns the size, the type and the bytes', async () => {
    const download = await open(whole);
    expect(download).toMatchObject({ sizeBytes: 300_000, contentType: 'audio/mpeg' });
    expect(download && file.equals(await buffer(download.stream))).toBe(true);
  });

  it('requests uncompressed bytes without authorization', async () => {
    const seen: IncomingMessage[] = [];
    const download = await open((request, response) => {
      seen.push(request);
      if (request.headers['accept-encoding']?.includes('gzip')) {
        response.setHeader('content-encoding', 'gzip').end(gzipSync(file));
      } else whole(request, response);
    });
    expect(download?.sizeBytes).toBe(file.length);
    expect(seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([[`/1.mp3${query}`, undefined]]);
    download?.stream.destroy();
  });

  it.each<[string, Answering]>([
    ['whose size is not told', (_request, response) => response.write(file.subarray(0, 100))],
    ['that is empty', (_request, response) => response.writeHead(200, { 'content-length': 0 }).end()],
    [
      'that is compressed all the same',
      (_request, response) => {
        const packed = gzipSync(file);
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
      },
    ],
    [
      'of which there is only a part',
      (_request, response) => {
        response.writeHead(206, { 'content-length': 10 }).end(file.subarray(0, 10));
      },
    ],
  ])('returns null for a file %s, and hangs up', async (_what, answer) => {
    const closed: Array<Promise<unknown>> = [];
    expect(
      await open((request, response) => {
        closed.push(Promise.race([once(response, 'close'), once(request.socket, 'close')]));
        answer(request, response);
      }),
    ).toBeNull();
    await Promise.all(closed);
    expect(closed).toHaveLength(1);
  });

  it.each([301, 302, 303, 307, 308])('does not follow a %i', async (status) => {
    const asked: string[] = [];
    const elsewhere = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.end('secret of the house');
    });
    expect(await open((_request, response) => response.writeHead(status, { location: elsewhere }).end())).toBeNull();
    expect(asked).toEqual([]);
  });

  it.each([403, 404, 410, 429, 500, 503])('reports a refusal with %i without the address', async (status) => {
    const failure = await failureOf((_request, response) => response.writeHead(status).end('<Error/>'));
    expect(failure).toBeInstanceOf(HttpError);
    expect(failure).toMatchObject({ vendor: 'Aircall', operation: 'download-audio', status, write: false });
  });

  it('reports a missing answer', async () => {
    const cut = await failureOf((request) => request.socket.destroy());
    expect(cut).toBeInstanceOf(NoResponse);
    expect(cut).toMatchObject({ reason: 'cut', write: false });
    expect(await failureOf(() => {}, 100)).toMatchObject({ name: 'NoResponse', reason: 'timeout' });
  });
});

describe("a download's stream", () => {
  const half = (response: ServerResponse) =>
    response.writeHead(200, { 'content-length': file.length }).write(file.subarray(0, 150_000));

  it('fails with no response from Aircall when the file ends early', async () => {
    const stream = await streamOf((request, response) => {
      half(response);
      setImmediate(() => request.socket.end());
    });
    const failure: unknown = await buffer(stream).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NoResponse);
    expect(failure).toMatchObject({ vendor: 'Aircall', reason: 'cut', write: false });
  });

  it('fails when the file takes too long', async () => {
    const stream = await shortStreamOf((_request, response) => half(response));
    await expect(buffer(stream)).rejects.toMatchObject({ name: 'NoResponse', reason: 'timeout' });
  });

  it('fails when it is read only after the time limit', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const stream = await shortStreamOf((_request, response) => {
      closed = once(response, 'close');
      half(response);
    });
    await closed;
    await expect(buffer(stream)).rejects.toMatchObject({ name: 'NoResponse', reason: 'timeout' });
  });

  it.each([
    ['before it has begun', false],
    ['in the middle', true],
  ])('ends the transfer when it is destroyed %s', async (_when, begun) => {
    let closed: Promise<unknown> = Promise.reject(new Error('nobody asked for the file'));
    closed.catch(() => {});
    const stream = await streamOf((_request, response) => {
      closed = once(response, 'close');
      half(response);
    });
    if (begun) await once(stream.resume(), 'data');
    stream.destroy();
    await expect(closed).resolves.toEqual([]);
  });

  it('does not crash the process when it fails without a listener', async () => {
    const stream = await shortStreamOf((_request, response) => half(response));
    await new Promise((resolve) => stream.resume().once('close', resolve));
    expect(stream.errored).toBeInstanceOf(NoResponse);
  });
});

describe('openDownload, for a file of unannounced size', () => {
  const chunked: Answering = (_request, response) =>
    response.writeHead(200, { 'content-type': 'audio/mpeg' }).end(file);
  const spool = async (answer: Answering, spoolBytes = 400_000, timeoutMs = 60_000) => {
    const url = `${await serve(answer)}/1.mp3`;
    return await openDownload({ vendor: 'Aircall', operation: 'download-audio', url, timeoutMs, spoolBytes });
  };

  it('returns the same bytes with their size, and leaves no file behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'callthread-download-'));
    vi.stubEnv('TMPDIR', folder);
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true });
    });
    const download = await spool((_request, response) => response.writeHead(200).end(file));
    expect(download?.sizeBytes).toBe(file.length);
    expect(await readdir(folder)).toEqual([]);
    expect(download && file.equals(await buffer(download.stream))).toBe(true);
  });

  it('returns null for a file above the limit', async () => {
    expect(await spool(chunked, 200_000)).toBeNull();
    expect(await spool((_request, response) => response.writeHead(200).write(file), 200_000)).toBeNull();
  });

  it('fails when the file ends early, and lets the next one start', async () => {
    const cut = spool((_request, response) => response.writeHead(200).write(file, () => response.destroy()));
    await expect(cut).rejects.toThrow(NoResponse);
    expect((await spool(chunked))?.stream.destroy()).toBeDefined();
  });

  it('handles one file at a time', async () => {
    const first = await spool(chunked);
    let opened = false;
    const second = spool(chunked).then((download) => {
      opened = true;
      return download;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(opened).toBe(false);
    first?.stream.destroy();
    (await second)?.stream.destroy();
    expect(opened).toBe(true);
  });

  const begin = (response: ServerResponse, andThen = () => {}) => response.writeHead(200).write('ID3', andThen);
  it.each<[string, Answering, number, string]>([
    ['whose time ends', (_request, response) => begin(response), 300, 'timeout'],
    ['that is cut off', (_request, response) => begin(response, () => response.destroy()), 60_000, 'cut'],
  ])(
    'fails for a file %s while it waits, and starts the next ones in turn',
    async (_what, answer, timeoutMs, reason) => {
      const first = await spool(chunked);
      await expect(spool(answer, 400_000, timeoutMs)).rejects.toMatchObject({ name: 'NoResponse', reason });
      let opened = false;
      const third = spool(chunked).finally(() => {
        opened = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(opened).toBe(false);
      first?.stream.destroy();
      expect((await third)?.sizeBytes).toBe(file.length);
      (await third)?.stream.destroy();
    },
  );
});
