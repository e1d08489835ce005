import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { createPayloadCodec, type EncryptionKey } from './payload-codec.ts';

/** To be bundled with the workflows of a worker that encrypts. */
export const encodedFailuresPath = fileURLToPath(new URL('encoded-failures.cjs', import.meta.url));

/**
 * How every client and worker writes what Temporal stores, and reads it.
 * @param keys with none nothing is encrypted, and what is encrypted is met with an error that says what to do
 */
export function createDataConverter(keys: readonly EncryptionKey[]): DataConverter {
  const codec = { payloadCodecs: [createPayloadCodec(keys)] };
  return keys.length === 0 ? codec : { ...codec, failureConverterPath: encodedFailuresPath };
}
