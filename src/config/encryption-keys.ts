import { createSecretKey } from 'node:crypto';
import { z } from 'zod';
import type { EncryptionKey } from '../adapters/temporal/encryption/codec.ts';
import { refuse, type Wording } from './problems.ts';

const keyBytes = 32;
const makeOne = 'Make a key with: openssl rand -base64 32';

/**
 * `id:key` or several, separated by commas; a key is 32 bytes in base64. The first encrypts, all decrypt.
 * Problems name the id or the position in the list, never the key.
 */
export const EncryptionKeys = z.string().transform((written, context) => {
  const keys: EncryptionKey[] = [];
  for (const [index, item] of written.split(',').entries()) {
    const read = readKey(item.trim(), index + 1);
    const key = 'problem' in read ? read : (findDuplicate(read, keys) ?? read);
    if ('problem' in key) return refuse(context, key);
    keys.push(key);
  }
  return keys;
});

function readKey(item: string, position: number): EncryptionKey | Wording {
  if (item === '') {
    return { problem: 'has a comma with no key before or after it', remedy: 'Remove that comma.' };
  }
  const [, id, written = ''] = /^([^:]*):(.*)$/.exec(item) ?? [];
  if (id === undefined) {
    return { problem: `has no id before key ${position}`, remedy: `Put one before it, such as k1: ${makeOne}` };
  }
  if (!/^[\w.-]{1,32}$/.test(id)) {
    const remedy = 'Write up to 32 letters and digits, such as k1 or 2026-01.';
    return { problem: `has an invalid id for key ${position}`, remedy };
  }
  if (!/^[\w+/-]+={0,2}$/.test(written)) return { problem: `has a key ${id} that is not base64`, remedy: makeOne };
  const bytes = Buffer.from(written, 'base64');
  if (bytes.length !== keyBytes) {
    return { problem: `has a key ${id} of ${bytes.length} bytes instead of ${keyBytes}`, remedy: makeOne };
  }
  return { id, secret: createSecretKey(bytes) };
}

/** @returns what it shares with an earlier key, or null */
function findDuplicate({ id, secret }: EncryptionKey, earlier: readonly EncryptionKey[]): Wording | null {
  if (earlier.some((other) => other.id === id)) {
    return { problem: `has the id ${id} twice`, remedy: 'Give each key an id that no key had before.' };
  }
  const same = earlier.find((other) => other.secret.equals(secret));
  if (same === undefined) return null;
  return { problem: `has one key under two ids, ${same.id} and ${id}`, remedy: makeOne };
}
