import type { Readable } from 'node:stream';
import fetch from 'node-fetch';
import { type Vendor, VendorRefused, VendorSilent } from './vendor-faults.ts';

/** A file that is being received; nothing of it is kept. */
export interface Download {
  sizeBytes: number;
  contentType: string;
  stream: Readable;
}

export interface DownloadRequest {
  vendor: Vendor;
  operation: string;
  url: string;
  timeoutMs: number;
}

/**
 * Opens a file without its headers of authorization: signed addresses bring their own.
 * @returns null when its size is not told, so that it cannot be passed on as a stream
 * @throws {VendorSilent | VendorRefused} as `sendRequest` and its users do
 */
export async function openDownload({ vendor, operation, url, timeoutMs }: DownloadRequest): Promise<Download | null> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) }).catch(
    (error: unknown) => {
      const timedOut = error instanceof Error && error.name === 'AbortError';
      throw new VendorSilent({ vendor, operation, reason: timedOut ? 'timeout' : 'cut', sent: true });
    },
  );
  const stream = response.body as Readable | null;
  const sizeBytes = Number(response.headers.get('content-length') ?? Number.NaN);
  if (response.ok && stream !== null && Number.isSafeInteger(sizeBytes)) {
    return { sizeBytes, contentType: response.headers.get('content-type') ?? 'application/octet-stream', stream };
  }
  stream?.destroy();
  if (response.ok) return null;
  const { status } = response;
  throw new VendorRefused({ vendor, operation, status, detail: 'the audio is not given out', retryAfterMs: null });
}
