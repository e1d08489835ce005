import { createSecretKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { cleanValue } from './clean-value.ts';
import { ConfigError } from './config-error.ts';
import { refuse } from './refuse.ts';
import { toProblem } from './to-problem.ts';

/** A key by which what Temporal stores is encrypted: an object of the crypto library, which shows its bytes to no log. */
export interface EncryptionKey {
  /** Stands, readable, beside all that it has encrypted. */
  id: string;
  /** 32 bytes. */
  secret: KeyObject;
}

const variable = 'CALLTHREAD_ENCRYPTION_KEYS';
const keyBytes = 32;
const makeOne = 'Make a key with: openssl rand -base64 32';

/**
 * `id:key` or several, separated by commas; a key is 32 bytes in base64. The first encrypts, all decrypt.
 * Whatever is wrong is told by the id or the place in the list, never by the key.
 */
export const EncryptionKeys = z.string().transform((written, context) => {
  const keys: EncryptionKey[] = [];
  for (const [index, item] of written.split(',').entries()) {
    const read = readKey(item.trim(), index + 1);
    const key = typeof read === 'string' ? read : (findDouble(read, keys) ?? read);
    if (typeof key === 'string') return refuse(context, key);
    keys.push(key);
  }
  return keys;
});

/**
 * Reads the keys alone, for commands that need nothing else of the configuration.
 * @returns none when the variable is not set
 * @throws {ConfigError} when a key cannot be used
 */
export function loadEncryptionKeys(env: NodeJS.ProcessEnv): EncryptionKey[] {
  const written = cleanValue(env[variable]);
  if (written === undefined) return [];
  const read = EncryptionKeys.safeParse(written);
  if (read.success) return read.data;
  const data = { [variable]: written };
  const faults = read.error.issues.map(({ message }) => ({ path: [variable], message, about: 'value' as const }));
  throw new ConfigError(faults.map((fault) => toProblem(fault, variable, data, true)));
}

/** @returns the key, or what is wrong with it */
function readKey(item: string, place: number): EncryptionKey | string {
  if (item === '') return 'has a comma with no key before or after it. Take that comma out.';
  const [, id, written = ''] = /^([^:]*):(.*)$/.exec(item) ?? [];
  if (id === undefined) return `has no id before key ${place}. Write k1: before it, say. ${makeOne}`;
  if (!/^[\w.-]{1,32}$/.test(id)) {
    return `has an id of key ${place} that is none. Write up to 32 letters and digits, such as k1 or 2026-01.`;
  }
  if (!/^[\w+/-]+={0,2}$/.test(written)) return `has a key ${id} that is not base64. ${makeOne}`;
  const bytes = Buffer.from(written, 'base64');
  if (bytes.length !== keyBytes) return `has a key ${id} of ${bytes.length} bytes instead of ${keyBytes}. ${makeOne}`;
  return { id, secret: createSecretKey(bytes) };
}

/** @returns what it shares with an earlier one, or null */
function findDouble({ id, secret }: EncryptionKey, earlier: readonly EncryptionKey[]): string | null {
  if (earlier.some((other) => other.id === id)) {
    return `has the id ${id} twice. Give each key an id of its own, which no key had before.`;
  }
  const same = earlier.find((other) => other.secret.equals(secret));
  return same === undefined ? null : `has one key under two ids, ${same.id} and ${id}. ${makeOne}`;
}
