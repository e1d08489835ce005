import { request } from 'node:http';
import type { OddBody } from './odd-body.ts';

export interface RawRequest {
  port: number;
  method: string;
  /** As it is sent: with whatever query, encoded or not. */
  path: string;
  headers: Record<string, string>;
  body: OddBody | null;
}

/** Sends a request exactly as given; without a body it has no length either, as from `curl -X POST`. @returns the status @throws when the connection ends without an answer */
export async function sendRaw({ port, method, path, headers, body }: RawRequest): Promise<number> {
  return await new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers: { ...headers, ...headersOf(body) } });
    if (body === null) sent.useChunkedEncodingByDefault = false;
    sent.once('response', (response) => {
      response.resume();
      response.once('close', () => resolve(response.statusCode ?? 0));
    });
    sent.once('error', reject);
    if (body?.chunked === true) {
      const half = Math.ceil(body.bytes.length / 2);
      for (const chunk of [body.bytes.subarray(0, half), body.bytes.subarray(half)])
        if (chunk.length > 0) sent.write(chunk);
      sent.end();
    } else sent.end(body?.bytes);
  });
}

function headersOf(body: OddBody | null): Record<string, string> {
  if (body === null) return {};
  const { bytes, contentType, contentEncoding, chunked } = body;
  return {
    ...(contentType === null ? {} : { 'content-type': contentType }),
    ...(contentEncoding === null ? {} : { 'content-encoding': contentEncoding }),
    ...(chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(bytes.length) }),
  };
}
