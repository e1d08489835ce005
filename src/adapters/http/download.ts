import { randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import fetch from 'node-fetch';
import { HttpError, NoResponse, type Vendor } from './errors.ts';
import { agentFor, type OnAnswered } from './request.ts';

/** A file being received; nothing of it is kept. The owner destroys its stream in the end. */
export interface Download {
  /** Size of the body: of the part, if a part was requested; 0 when it is not announced (see `unsized`). */
  sizeBytes: number;
  contentType: string;
  /** The answer's `content-range` when a part was asked for and is given; null for the whole file. */
  contentRange: string | null;
  /** Fails with NoResponse when the file ends early. */
  stream: Readable;
}

interface DownloadRequest {
  vendor: Vendor;
  operation: string;
  url: string;
  /** For the whole file. */
  timeoutMs: number;
  /** A `range` header to send; the whole file may come all the same. */
  range?: string;
  /**
   * A file of unannounced size is first saved to a temporary file, up to this many bytes, since its receiver needs the size.
   * One file at a time. Without this option, or the next, such a file is not opened.
   */
  spoolBytes?: number;
  /** Whether a file of unannounced size is passed on as it comes, for a receiver that does not need the size. */
  unsized?: boolean;
  /** Called once the answer begins. */
  onAnswered?: OnAnswered | undefined;
}

/**
 * Opens a file without an authorization header: signed URLs carry their own. The URL appears in no error, and redirects are
 * not followed, since they could lead anywhere.
 * @returns null when the file cannot be passed on: it is elsewhere, empty, or of unannounced size (see `spoolBytes` and `unsized`)
 * @throws {NoResponse | HttpError} as `sendRequest` and its users do
 */
export async function openDownload(request: DownloadRequest): Promise<Download | null> {
  const { vendor, operation, url, timeoutMs, range } = request;
  const startedAtMs = performance.now();
  const report = (seen: number | NoResponse['reason']): void =>
    request.onAnswered?.({ vendor, operation, status: seen, durationMs: performance.now() - startedAtMs });
  const silence = (error: unknown): NoResponse => {
    const timedOut = error instanceof Error && error.name === 'AbortError';
    return new NoResponse({ vendor, operation, reason: timedOut ? 'timeout' : 'cut', sent: true });
  };
  // Uncompressed, so that `content-length` is the file's size.
  const init = {
    redirect: 'manual',
    compress: false,
    agent: agentFor,
    signal: AbortSignal.timeout(timeoutMs),
  } as const;
  const response = await fetch(url, { ...init, headers: range === undefined ? {} : { range } }).catch(
    (error: unknown) => {
      const fault = silence(error);
      report(fault.reason);
      throw fault;
    },
  );
  const { status, headers } = response;
  report(status);
  const body = response.body as Readable | null;
  const sizeBytes = Number(headers.get('content-length') ?? Number.NaN);
  const contentRange = status === 206 && range !== undefined ? headers.get('content-range') : null;
  const isGiven = status === 200 || contentRange !== null;
  const isSized = Number.isSafeInteger(sizeBytes) && sizeBytes > 0;
  if (isGiven && body !== null && headers.get('content-encoding') === null) {
    const contentType = headers.get('content-type') ?? 'application/octet-stream';
    if (isSized) return { sizeBytes, contentType, contentRange, stream: relay(body, silence) };
    const isUnsized = headers.get('content-length') === null;
    if (isUnsized && request.unsized) return { sizeBytes: 0, contentType, contentRange, stream: relay(body, silence) };
    if (isUnsized && request.spoolBytes !== undefined) {
      const spooled = await spoolInTurn(relay(body, silence), request.spoolBytes);
      return spooled === null ? null : { ...spooled, contentType, contentRange };
    }
  }
  body?.destroy();
  if (status < 400) return null;
  throw new HttpError({ vendor, operation, status, detail: 'the file is not given out', retryAfterMs: null });
}

/** The same bytes; failures become the vendor's. Destroying it ends the transfer at once. */
function relay(body: Readable, silence: (error: unknown) => NoResponse): Readable {
  const stream = new PassThrough();
  body.once('error', (error) => stream.destroy(silence(error)));
  stream.once('close', () => body.destroy());
  // Without a listener an error after the reader has gone would crash the process.
  stream.on('error', () => {});
  return body.pipe(stream);
}

type Spooled = Pick<Download, 'sizeBytes' | 'stream'>;

/** A container's temporary files may be in memory, so the next file waits until this one has been sent. */
let spooling: Promise<unknown> = Promise.resolve();

/** @param source flows already, so that a file whose time ends, or that is cut off, while it waits fails at once */
async function spoolInTurn(source: Readable, maxBytes: number): Promise<Spooled | null> {
  const before = spooling;
  let release = (): void => {};
  spooling = new Promise<void>((resolve) => {
    release = resolve;
  });
  try {
    await Promise.race([before, new Promise((_, reject) => source.once('error', reject))]);
    const spooled = await spool(source, maxBytes);
    if (spooled === null) release();
    else spooled.stream.once('close', release);
    return spooled;
  } catch (error) {
    source.destroy();
    // A file that failed while it waited leaves its place only when those before it have left theirs.
    void before.then(release);
    throw error;
  }
}

/** @returns the same bytes and their number; null when they are none or too many. The file is gone with the stream. */
async function spool(source: Readable, maxBytes: number): Promise<Spooled | null> {
  const path = join(tmpdir(), `callthread-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  let sizeBytes = 0;
  try {
    // Without a name it is deleted when it is closed, even by a kill.
    await unlink(path);
    for await (const chunk of source as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) break;
      await file.write(chunk);
    }
  } catch (error) {
    await file.close();
    throw error;
  }
  source.destroy();
  if (sizeBytes > 0 && sizeBytes <= maxBytes) return { sizeBytes, stream: file.createReadStream({ start: 0 }) };
  await file.close();
  return null;
}
