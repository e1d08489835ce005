import { type Download, openDownload } from '../http/open-download.ts';
import type { OnAnswered } from '../http/send-request.ts';
import { isAudioAddress } from './is-audio-address.ts';

const wholeTimeoutMs = 100_000;

export interface AudioPart {
  /** An HTTP `range` header, for who listens from the middle. */
  range?: string;
  /** Whoever plays the audio while it comes takes as long as it is. */
  timeoutMs?: number;
  /** What is larger is not opened. */
  mostBytes?: number;
}

/**
 * Opens the audio behind a signed address of Aircall's; nobody else is asked.
 * @param apiUrl the configured API
 * @param onAnswered told of every request
 * @returns null when the address is none of Aircall's, the audio is too large, or it cannot be passed on (see
 * `openDownload`)
 */
export function createOpenAudio(
  apiUrl: string,
  onAnswered?: OnAnswered,
): (address: string, part?: AudioPart) => Promise<Download | null> {
  return async (address, { range, timeoutMs = wholeTimeoutMs, mostBytes = Number.POSITIVE_INFINITY } = {}) => {
    if (!isAudioAddress(address, apiUrl)) return null;
    const asked = { vendor: 'Aircall', operation: 'download-audio', url: address, timeoutMs, onAnswered } as const;
    const download = await openDownload(range === undefined ? asked : { ...asked, range });
    if (download === null || download.sizeBytes <= mostBytes) return download;
    download.stream.destroy();
    return null;
  };
}
