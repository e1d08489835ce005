import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openDownload } from '../../../src/adapters/http/download.ts';
import { type Answering, serve } from './serve.ts';

const file = randomBytes(10_000);

async function open(answer: Answering, range?: string) {
  const asked = { vendor: 'Aircall', operation: 'download-audio', url: await serve(answer), timeoutMs: 5000 } as const;
  return await openDownload(range === undefined ? asked : { ...asked, range });
}

const part: Answering = (_request, response) => {
  const headers = { 'content-length': 100, 'content-range': `bytes 200-299/${file.length}` };
  response.writeHead(206, headers).end(file.subarray(200, 300));
};

describe('openDownload with a range', () => {
  it('requests the range, and returns its bytes and position', async () => {
    const asked: Array<string | undefined> = [];
    const download = await open((request, response) => {
      asked.push(request.headers.range);
      part(request, response);
    }, 'bytes=200-299');
    expect(asked).toEqual(['bytes=200-299']);
    expect(download).toMatchObject({ sizeBytes: 100, contentRange: `bytes 200-299/${file.length}` });
    expect(download && file.subarray(200, 300).equals(await buffer(download.stream))).toBe(true);
  });

  it('returns the whole file when the server does not support ranges', async () => {
    const download = await open((_request, response) => {
      response.writeHead(200, { 'content-length': file.length }).end(file);
    }, 'bytes=200-299');
    expect(download).toMatchObject({ sizeBytes: file.length, contentRange: null });
    download?.stream.destroy();
  });

  it('returns null for a part that it did not request', async () => {
    expect(await open(part)).toBeNull();
  });
});
