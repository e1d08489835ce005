import type { BrokenSetup } from './broken-setups.ts';

const keyOf = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

/** By which a worker has written into the namespace `sealed`. */
export const rightKeys = `k1:${keyOf(1)}`;

/** What may be wrong with encrypting what Temporal stores. */
export const brokenEncryption: readonly BrokenSetup[] = [
  {
    name: 'a key of encryption is too short',
    environment: { CALLTHREAD_ENCRYPTION_KEYS: 'k1:dG9vIHNob3J0' },
    line: /^FAIL {4}CALLTHREAD_ENCRYPTION_KEYS: \(15 characters\) has a key k1 of 9 bytes instead of 32\. Make a key with: openssl/,
    exitCode: 78,
  },
  {
    name: 'the keys are not set here',
    environment: { TEMPORAL_NAMESPACE: 'sealed' },
    line: /^FAIL {4}CALLTHREAD_ENCRYPTION_KEYS: Temporal holds data encrypted with the key "k1", and .* is not set\. Set it, with "k1" and its key/,
    exitCode: 1,
  },
  {
    name: 'the key is another',
    environment: { TEMPORAL_NAMESPACE: 'sealed', CALLTHREAD_ENCRYPTION_KEYS: `k2:${keyOf(2)}` },
    line: /^FAIL {4}CALLTHREAD_ENCRYPTION_KEYS: .* the key "k1", which .* does not have\. Put "k1" and its key back/,
    exitCode: 1,
  },
  {
    name: 'nobody can have the payloads decoded',
    environment: { CALLTHREAD_ENCRYPTION_KEYS: rightKeys, CALLTHREAD_ADMIN_TOKEN: '' },
    line: /^warn {4}codec server: Temporal's Web UI shows only encrypted payloads\. Set CALLTHREAD_ADMIN_TOKEN and TEMPORAL_UI_URL to/,
    exitCode: 0,
  },
];
