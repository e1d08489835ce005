/** Header of an MPEG-1 layer III frame: 32 kbit/s, 44.1 kHz, mono, no CRC. Zeroes after it decode as silence. */
const frameHeader = [0xff, 0xfb, 0x10, 0xc0];
/** 144 * 32,000 / 44,100, rounded down: 26 ms of sound. */
const frameBytes = 104;
const block = Buffer.alloc(frameBytes * 630);
for (let at = 0; at < block.length; at += frameBytes) block.set(frameHeader, at);

/** About one second of silence. */
export const oneSecondBytes = frameBytes * 38;

/**
 * Bytes `start` to `end` (both included) of a silent MP3 without end, in pieces of 64 KB, so that a recording of any size
 * costs no memory.
 */
export function* silentMp3(start: number, end: number): Generator<Buffer> {
  let at = start;
  while (at <= end) {
    const from = at % block.length;
    const piece = block.subarray(from, Math.min(block.length, from + end - at + 1));
    yield piece;
    at += piece.length;
  }
}
