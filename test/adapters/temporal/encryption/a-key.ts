import { createSecretKey, randomBytes } from 'node:crypto';
import type { EncryptionKey } from '../../../../src/adapters/temporal/encryption/codec.ts';

export function aKey(id: string): EncryptionKey {
  return { id, secret: createSecretKey(randomBytes(32)) };
}
