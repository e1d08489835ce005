import { type Download, openDownload } from '../http/open-download.ts';
import { isAudioAddress } from './is-audio-address.ts';

const timeoutMs = 100_000;

/**
 * Opens the audio behind a signed address of Aircall's; nobody else is asked.
 * @param apiUrl the configured API
 * @returns null when the address is none of Aircall's, or the audio cannot be passed on (see `openDownload`)
 */
export function createOpenAudio(apiUrl: string): (address: string) => Promise<Download | null> {
  return async (address) => {
    if (!isAudioAddress(address, apiUrl)) return null;
    return await openDownload({ vendor: 'Aircall', operation: 'download-audio', url: address, timeoutMs });
  };
}
