/**
 * Where Aircall keeps audio: its own hosts, and buckets of Amazon's S3, whose addresses it signs; nothing else of Amazon's.
 * Aircall documents no names of buckets, so any will do: S3 is open to everybody, and nothing of one's own network is in it.
 */
const audioHosts = [/(^|\.)aircall\.io$/, /(^|\.)s3([.-][a-z0-9-]+)*\.amazonaws\.com$/];

/**
 * Whether audio may be fetched from there. Addresses come in from outside, and whoever could choose one would have this
 * machine ask its own network.
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
