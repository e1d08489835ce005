import { createDecipheriv } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPayloadCodec } from '../../../../src/adapters/temporal/encryption/codec.ts';
import { aKey } from './a-key.ts';

const old = aKey('k1');
const next = aKey('2026-02');
const secretText = 'Wilhelmina Brightwater, +442079460931';
const plain = payloadOf({ name: secretText });

function payloadOf(value: unknown): Payload {
  const payload = defaultPayloadConverter.toPayload(value);
  if (payload === undefined) throw new TypeError('no payload');
  return payload;
}

async function sealedBy(keys: Parameters<typeof createPayloadCodec>[0], payload = plain): Promise<Payload> {
  const [sealed] = await createPayloadCodec(keys).encode([payload]);
  if (sealed === undefined) throw new TypeError('nothing came back');
  return sealed;
}

const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('latin1');
const read = (payload: Payload | undefined): unknown =>
  payload === undefined ? undefined : defaultPayloadConverter.fromPayload(payload);

describe('a payload', () => {
  it('is decrypted to its original value', async () => {
    const codec = createPayloadCodec([old]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.jsonValue(), fc.uint8Array(), fc.constant(undefined))), async (values) => {
        const sealed = await codec.encode(values.map((value) => payloadOf(value)));
        const opened = await codec.decode(sealed);
        expect(opened.map(read)).toEqual(values.map((value) => read(payloadOf(value))));
      }),
    );
  });

  it('reveals only its encoding and the id of its key', async () => {
    const sealed = await sealedBy([next, old]);
    const metadata = Object.entries(sealed.metadata ?? {}).map(([name, value]) => [name, text(value)]);
    expect(Object.fromEntries(metadata)).toEqual({ encoding: 'binary/encrypted', 'encryption-key-id': '2026-02' });
    expect(text(sealed.data)).not.toMatch(/Brightwater|2079460931|json/);
  });

  it('is encrypted with AES-256-GCM and a new 96-bit IV each time', async () => {
    const all = await createPayloadCodec([old]).encode(Array.from({ length: 500 }, () => plain));
    const ivs = new Set(all.map(({ data }) => text(data?.subarray(0, 12))));
    expect(ivs.size).toBe(500);
    const data = Buffer.from(all[0]?.data ?? []);
    const decipher = createDecipheriv('aes-256-gcm', old.secret, data.subarray(0, 12)).setAuthTag(data.subarray(-16));
    expect(decipher.update(data.subarray(12, -16), undefined, 'latin1') + decipher.final('latin1')).toContain(
      secretText,
    );
  });
});

describe('keys', () => {
  it('rotate: the first encrypts, the others still decrypt', async () => {
    const before = await sealedBy([old]);
    const after = await sealedBy([next, old]);
    expect(text(after.metadata?.['encryption-key-id'])).toBe('2026-02');
    const opened = await createPayloadCodec([next, old]).decode([before, plain, after]);
    expect(opened.map(read)).toEqual([{ name: secretText }, { name: secretText }, { name: secretText }]);
  });

  it('let unencrypted payloads through', async () => {
    expect(await createPayloadCodec([old]).decode([plain])).toEqual([plain]);
    expect(await createPayloadCodec([]).encode([plain])).toEqual([plain]);
    expect(await createPayloadCodec([]).decode([plain])).toEqual([plain]);
  });

  it.each([
    [
      'one that is gone',
      [next],
      /with the key "k1", which CALLTHREAD_ENCRYPTION_KEYS does not have\. Put "k1" and its key back/,
    ],
    ['none at all', [], /with the key "k1", and CALLTHREAD_ENCRYPTION_KEYS is not set\. Set it, with "k1" and its key/],
    [
      'another under its id',
      [aKey('k1')],
      /with the key "k1" that cannot be decrypted with it\. Check that .* under "k1"/,
    ],
  ])('are named when they fail: %s', async (_name, keys, message) => {
    const failing = createPayloadCodec(keys).decode([await sealedBy([old])]);
    await expect(failing).rejects.toMatchObject({
      name: 'UndecodablePayload',
      message: expect.stringMatching(message),
    });
  });

  it.each([0, 11, 12, 20, -1])('do not decrypt a payload changed at byte %i', async (place) => {
    const sealed = await sealedBy([old]);
    const data = Buffer.from(sealed.data ?? []);
    data[place < 0 ? data.length + place : place] = (data.at(place) ?? 0) ^ 1;
    await expect(createPayloadCodec([old]).decode([{ ...sealed, data }])).rejects.toThrow(/cannot be decrypted/);
  });

  it.each([0, 5, 12, 27])('do not decrypt a payload cut to %i bytes', async (length) => {
    const sealed = await sealedBy([old]);
    const cut = { ...sealed, data: Buffer.from(sealed.data ?? []).subarray(0, length) };
    await expect(createPayloadCodec([old]).decode([cut])).rejects.toThrow(/cannot be decrypted/);
  });
});
