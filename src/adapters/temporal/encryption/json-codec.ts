import { z } from 'zod';
import { createPayloadCodec, type EncryptionKey } from './codec.ts';

const bytes = z.base64().transform((written) => Buffer.from(written, 'base64'));

/** Payloads in the format of Temporal's codec servers: protobuf's JSON, in which bytes are base64. */
const Payloads = z.object({
  payloads: z.array(z.object({ metadata: z.record(z.string(), bytes).optional(), data: bytes.optional() })),
});

interface JsonPayloads {
  payloads: Array<{ metadata: Record<string, string>; data: string }>;
}

/** Encrypts and decrypts for clients of a codec server: Temporal's Web UI and CLI. */
export interface JsonCodec {
  /** @throws {JsonPayloadsInvalid} when the body has another format */
  encode(body: unknown): Promise<JsonPayloads>;
  /** @throws {JsonPayloadsInvalid} likewise @throws {UndecodablePayload} when one of them cannot be decrypted */
  decode(body: unknown): Promise<JsonPayloads>;
}

/** The message names the place in the body and contains none of its values. */
export class JsonPayloadsInvalid extends Error {
  override readonly name = 'JsonPayloadsInvalid';
}

export function createJsonCodec(keys: readonly EncryptionKey[]): JsonCodec {
  const codec = createPayloadCodec(keys);
  return {
    encode: async (body) => toJson(await codec.encode(fromJson(body))),
    decode: async (body) => toJson(await codec.decode(fromJson(body))),
  };
}

type Payload = Parameters<ReturnType<typeof createPayloadCodec>['encode']>[0][number];

function fromJson(body: unknown): Payload[] {
  const read = Payloads.safeParse(body);
  if (read.success) return read.data.payloads.map(({ metadata = {}, data = Buffer.alloc(0) }) => ({ metadata, data }));
  const path = read.error.issues[0]?.path.join('.') || 'body';
  throw new JsonPayloadsInvalid(`${path} is not a codec server's request: {"payloads": [...]}, with bytes as base64.`);
}

function toJson(payloads: Payload[]): JsonPayloads {
  const text = (value: Uint8Array | null | undefined): string => Buffer.from(value ?? []).toString('base64');
  return {
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, text(value)])),
      data: text(data),
    })),
  };
}
