const mask = 0xffff_ffff_ffff_ffffn;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): a 64-bit digest that cannot be computed, or reversed by trying all texts,
 * without the key.
 * @param key 16 bytes
 */
export function sipHash(key: Uint8Array, text: Uint8Array): bigint {
  const [k0, k1] = [readWord(key, 0), readWord(key, 8)];
  const state: State = [
    k0 ^ 0x736f_6d65_7073_6575n,
    k1 ^ 0x646f_7261_6e64_6f6dn,
    k0 ^ 0x6c79_6765_6e65_7261n,
    k1 ^ 0x7465_6462_7974_6573n,
  ];
  const lastWord = BigInt(text.length & 0xff) << 56n;
  for (let at = 0; at <= text.length; at += 8) {
    const word = readWord(text, at) | (at + 8 > text.length ? lastWord : 0n);
    state[3] ^= word;
    mix(state, 2);
    state[0] ^= word;
  }
  state[2] ^= 0xffn;
  mix(state, 4);
  return state[0] ^ state[1] ^ state[2] ^ state[3];
}

type State = [bigint, bigint, bigint, bigint];

/** Eight bytes, the lowest first; what is not there is zero. */
function readWord(bytes: Uint8Array, start: number): bigint {
  let word = 0n;
  for (let at = 7; at >= 0; at -= 1) word = (word << 8n) | BigInt(bytes[start + at] ?? 0);
  return word;
}

function mix(state: State, rounds: number): void {
  for (let round = 0; round < rounds; round += 1) {
    let [a, b, c, d] = state;
    a = (a + b) & mask;
    b = turn(b, 13n) ^ a;
    a = turn(a, 32n);
    c = (c + d) & mask;
    d = turn(d, 16n) ^ c;
    a = (a + d) & mask;
    d = turn(d, 21n) ^ a;
    c = (c + b) & mask;
    b = turn(b, 17n) ^ c;
    c = turn(c, 32n);
    state.splice(0, 4, a, b, c, d);
  }
}

function turn(word: bigint, bits: bigint): bigint {
  return ((word << bits) | (word >> (64n - bits))) & mask;
}
