import { type Download, openDownload } from '../http/download.ts';
import type { OnAnswered } from '../http/request.ts';

const wholeTimeoutMs = 100_000;

interface AudioPart {
  /** An HTTP `range` header, to listen from the middle. */
  range?: string;
  /** A player that streams the audio takes as long as it lasts. */
  timeoutMs?: number;
  /** Audio whose announced size is larger is not opened. */
  maxBytes?: number;
  /** Whether audio of unannounced size is received whole, up to `maxBytes`, before it is passed on. */
  spool?: boolean;
  /** Whether audio of unannounced size is passed on as it comes, with a `sizeBytes` of 0. */
  unsized?: boolean;
}

/**
 * Opens the audio at a signed Aircall address; no other host is contacted.
 * @param apiUrl the configured API
 * @param onAnswered called after every request
 * @returns null when the address is not Aircall's, the audio is too large, or it cannot be passed on (see
 * `openDownload`)
 */
export function createOpenAudio(
  apiUrl: string,
  onAnswered?: OnAnswered,
): (address: string, part?: AudioPart) => Promise<Download | null> {
  return async (
    address,
    { range, timeoutMs = wholeTimeoutMs, maxBytes = Number.POSITIVE_INFINITY, spool = false, unsized = false } = {},
  ) => {
    if (!isAudioAddress(address, apiUrl)) return null;
    const asked = { vendor: 'Aircall', operation: 'download-audio', url: address, timeoutMs, onAnswered } as const;
    const download = await openDownload({
      ...asked,
      ...(range === undefined ? {} : { range }),
      ...(spool ? { spoolBytes: maxBytes } : {}),
      unsized,
    });
    if (download === null || download.sizeBytes <= maxBytes) return download;
    download.stream.destroy();
    return null;
  };
}

/**
 * Where Aircall keeps audio: its own hosts, and buckets of Amazon's S3, whose addresses it signs; nothing else of Amazon's.
 * Aircall documents no names of buckets, so any will do: S3 is open to everybody, and nothing of one's own network is in it.
 */
const audioHosts = [/(^|\.)aircall\.io$/, /(^|\.)s3([.-][a-z0-9-]+)*\.amazonaws\.com$/];

/**
 * Whether audio may be fetched from there. Addresses come from outside: without this check one could make this machine
 * send requests into its own network.
 * @param apiUrl the configured API, whose host may serve audio too
 */
export function isAudioAddress(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, hostname, port, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  const own = new URL(apiUrl);
  if (host === own.host && protocol === own.protocol) return true;
  return protocol === 'https:' && port === '' && audioHosts.some((pattern) => pattern.test(hostname));
}
