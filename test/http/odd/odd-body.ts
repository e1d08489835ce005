import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';

/** A body on its way. */
export interface OddBody {
  /** Before it was compressed. */
  plain: Buffer;
  bytes: Buffer;
  contentType: string | null;
  contentEncoding: string | null;
  /** Sent in chunks, so without a length. */
  chunked: boolean;
}

const deep = (open: string, close: string): string => `${open.repeat(5000)}1${close.repeat(5000)}`;

/** JSON in unusual forms, or barely JSON. */
const oddJson = fc.oneof(
  fc.json(),
  fc.constantFrom(
    'null',
    'true',
    '[]',
    '{}',
    '-0',
    '1e999',
    '-1e999',
    '0.1',
    '9007199254740993',
    '9'.repeat(400),
    '""',
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\u0000"',
    '"\u0000"',
    '"\\u202e"',
    `"${'x'.repeat(70_000)}"`,
    deep('[', ']'),
    deep('{"a":', '}'),
    '['.repeat(9000),
    '{"__proto__":{"id":1}}',
    '{"constructor":{"prototype":{"all":true}}}',
    '{"toString":1,"hasOwnProperty":1}',
  ),
);

/** Placeholders for odd values. */
const mark = '"\u2603"';

/** A good body with something odd in one place, or one key more, or no good at all. */
function spoilt(valid: Record<string, unknown>): fc.Arbitrary<string> {
  const places = placesOf(valid);
  const inOnePlace = fc.tuple(fc.constantFrom(...places), oddJson).map(([path, odd]) => {
    const text = JSON.stringify(replaced(valid, path));
    return text.replace(mark, () => odd);
  });
  const withKey = fc
    .tuple(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'ids', 'all', '')), oddJson)
    .map(([key, odd]) => `{${JSON.stringify(key)}:${odd},${JSON.stringify(valid).slice(1)}`);
  return fc.oneof(fc.constant(JSON.stringify(valid)), inOnePlace, withKey, oddJson);
}

const contentTypes = [
  'application/json',
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=utf-16',
  'application/json; charset=nonsense',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'nonsense',
  'application/json, text/plain',
  '',
];

const encodings: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
  identity: (bytes) => bytes,
  'gzip, gzip': (bytes) => gzipSync(gzipSync(bytes)),
  zip: (bytes) => bytes,
};

/** @param valid a body that is taken */
export function anyOddBody(valid: Record<string, unknown>): fc.Arbitrary<OddBody> {
  const text = spoilt(valid).map((json) => Buffer.from(json));
  const bytes = fc.oneof(
    { weight: 6, arbitrary: text },
    { weight: 1, arbitrary: fc.uint8Array().map((array) => Buffer.from(array)) },
  );
  const encoding = fc.option(fc.tuple(fc.constantFrom(...Object.keys(encodings)), fc.boolean()), { freq: 3 });
  const contentType = fc.option(fc.constantFrom(...contentTypes), { freq: 8 });
  return fc
    .record({ bytes, encoding, contentType, chunked: fc.boolean() })
    .map(({ bytes: plain, encoding: how, ...rest }) => {
      const [contentEncoding, honest] = how ?? [null, false];
      const encode = honest ? encodings[contentEncoding ?? ''] : undefined;
      return { plain, bytes: encode?.(plain) ?? plain, contentEncoding, ...rest };
    });
}

/** Every place in a body, the body itself left out. */
function placesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, item]) => placesOf(item, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function replaced(value: unknown, [key, ...rest]: string[]): unknown {
  if (key === undefined) return JSON.parse(mark);
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest);
  return copy;
}
