import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { DataConverter, Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;

/** A key for payloads: AES-256. */
export interface EncryptionKey {
  /** Stored beside each payload, in plain text. */
  id: string;
  /** 32 bytes, as an object that no log can print. */
  secret: KeyObject;
}

/** As in Temporal's samples, so that tools recognise it. */
const encoding = Buffer.from('binary/encrypted');
const keyIdField = 'encryption-key-id';
const cipherName = 'aes-256-gcm';
/** NIST SP 800-38D: a random IV of 96 bits, and the whole tag. */
const ivBytes = 12;
const tagBytes = 16;

/**
 * Encrypts each whole payload, with its metadata, as `IV | ciphertext | tag`. The first key encrypts, any key decrypts;
 * payloads from before there was a key are passed through.
 * @param keys with none, nothing is encrypted
 */
export function createPayloadCodec(keys: readonly EncryptionKey[]): PayloadCodec {
  const [first] = keys;
  return {
    encode: async (payloads) =>
      first === undefined ? payloads : payloads.map((payload) => encryptPayload(first, payload)),
    decode: async (payloads) =>
      payloads.map((payload) => {
        const keyId = readKeyId(payload);
        if (keyId === null) return payload;
        const key = keys.find(({ id }) => id === keyId);
        if (key === undefined) throw new UndecodablePayload(keyId, keys.length === 0 ? 'no keys' : 'no such key');
        return decryptPayload(key, payload);
      }),
  };
}

function encryptPayload({ id, secret }: EncryptionKey, payload: Payload): Payload {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(cipherName, secret, iv, { authTagLength: tagBytes });
  const plain = PayloadMessage.encode(payload).finish();
  return {
    metadata: { encoding, [keyIdField]: Buffer.from(id) },
    data: Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]),
  };
}

function decryptPayload({ id, secret }: EncryptionKey, { data }: Payload): Payload {
  const sealed = Buffer.from(data ?? []);
  try {
    const decipher = createDecipheriv(cipherName, secret, sealed.subarray(0, ivBytes), { authTagLength: tagBytes });
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    const plain = Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()]);
    return PayloadMessage.decode(plain);
  } catch (error) {
    throw new UndecodablePayload(id, 'not by this key', { cause: error });
  }
}

/** @returns the id of the key that encrypted it; null when it is not encrypted */
function readKeyId({ metadata }: Payload): string | null {
  const named = metadata?.['encoding'];
  if (named === undefined || !encoding.equals(named)) return null;
  return Buffer.from(metadata?.[keyIdField] ?? []).toString();
}

const variable = 'CALLTHREAD_ENCRYPTION_KEYS';

/** Temporal holds encrypted data that this process's keys cannot decrypt. */
export class UndecodablePayload extends Error {
  override readonly name = 'UndecodablePayload';
  readonly problem: string;
  /** One or more whole sentences. */
  readonly remedy: string;

  /** @param keyId as noted beside the payload, unverified */
  constructor(keyId: string, reason: 'no keys' | 'no such key' | 'not by this key', options?: ErrorOptions) {
    const id = JSON.stringify(keyId.slice(0, 40));
    const { problem, remedy } = explanations[reason](id);
    super(`${problem}. ${remedy}`, options);
    this.problem = problem;
    this.remedy = remedy;
  }
}

const explanations = {
  'no keys': (id: string) => ({
    problem: `Temporal holds data encrypted with the key ${id}, and ${variable} is not set`,
    remedy: `Set it, with ${id} and its key in it, and restart.`,
  }),
  'no such key': (id: string) => ({
    problem: `Temporal holds data encrypted with the key ${id}, which ${variable} does not have`,
    remedy: `Put ${id} and its key back, after the first key, and restart.`,
  }),
  'not by this key': (id: string) => ({
    problem: `Temporal holds data encrypted with the key ${id} that cannot be decrypted with it`,
    remedy: `Check that ${variable} still has the original key under ${id}.`,
  }),
};

/** Bundled with the workflows of a worker that encrypts. */
export const encodedFailuresPath = fileURLToPath(new URL('encoded-failures.cjs', import.meta.url));

/**
 * Encodes and decodes what Temporal stores, in every client and worker.
 * @param keys without any, nothing is encrypted, and encrypted payloads cause an error with a remedy
 */
export function createDataConverter(keys: readonly EncryptionKey[]): DataConverter {
  const codec = { payloadCodecs: [createPayloadCodec(keys)] };
  return keys.length === 0 ? codec : { ...codec, failureConverterPath: encodedFailuresPath };
}

/**
 * Derives the key of the digests in the ids of callers' locks. It depends on the last encryption key, which stays when a new
 * one is put in front: while processes used two keys, two calls of one caller could write at once.
 * @returns 16 bytes as hex digits; null without keys
 */
export function deriveCallerLockKey(keys: readonly EncryptionKey[]): string | null {
  const last = keys.at(-1);
  if (last === undefined) return null;
  return Buffer.from(hkdfSync('sha256', last.secret, '', 'the ids of callers’ locks', 16)).toString('hex');
}

/**
 * Derives the keys of the digests in the ids of callbacks, which stay open for days: the first, as of callers' locks, is for
 * new ones, the others for those opened with other keys, or with none.
 */
export function deriveCallbackKeys(keys: readonly EncryptionKey[]): [string | null, ...Array<string | null>] {
  const [last = null, ...others] = keys.toReversed().map((key) => deriveCallerLockKey([key]));
  return last === null ? [null] : [last, ...others, null];
}
