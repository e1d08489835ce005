import { type Download, openDownload } from '../http/open-download.ts';

/** Where Aircall keeps audio: its own hosts, and Amazon's storage, whose addresses it signs. */
const audioHosts = [/\.aircall\.io$/, /\.amazonaws\.com$/];
const timeoutMs = 100_000;

/**
 * Opens the audio behind a signed address of Aircall's. Addresses come in from outside, so only Aircall's hosts are asked.
 * @param apiUrl the configured API, whose host may serve audio too
 * @returns null when the address is none of Aircall's, or the size is not told
 */
export function createOpenAudio(apiUrl: string): (address: string) => Promise<Download | null> {
  const own = new URL(apiUrl);
  return async (address) => {
    if (!URL.canParse(address)) return null;
    const url = new URL(address);
    const isOwn = url.host === own.host && url.protocol === own.protocol;
    const isAircalls = url.protocol === 'https:' && audioHosts.some((host) => host.test(url.hostname));
    if (!isOwn && !isAircalls) return null;
    return await openDownload({ vendor: 'Aircall', operation: 'download-audio', url: address, timeoutMs });
  };
}
