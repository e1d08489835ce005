import { hkdfSync } from 'node:crypto';
import type { EncryptionKey } from './encryption/codec.ts';

/**
 * What makes the ids of callers' locks digests that only we can make. It comes of the last key, which stays when another
 * is put in front: for as long as two of them were in use, two calls of one caller could be written at once.
 * @returns 16 bytes as hex digits; null without keys
 */
export function deriveCallerLockKey(keys: readonly EncryptionKey[]): string | null {
  const last = keys.at(-1);
  if (last === undefined) return null;
  return Buffer.from(hkdfSync('sha256', last.secret, '', 'the ids of callers’ locks', 16)).toString('hex');
}
