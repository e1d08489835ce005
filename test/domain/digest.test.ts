import { expect, it } from 'vitest';
import { sipHash } from '../../src/domain/ids.ts';

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index);

// The authors' own vectors: the key 00 01 … 0f, the text 00 01 … of each length.
it.each([
  [0, '726fdb47dd0e0e31'],
  [1, '74f839c593dc67fd'],
  [2, '0d6c8009d9a94f5a'],
  [7, 'ab0200f58b01d137'],
  [8, '93f5f5799a932462'],
  [15, 'a129ca6149be45e5'],
  [63, '958a324ceb064572'],
])('the digest of %i bytes matches the reference vector', (length, digest) => {
  expect(sipHash(bytes(16), bytes(length)).toString(16).padStart(16, '0')).toBe(digest);
});
