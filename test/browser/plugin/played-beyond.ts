import type { Frame } from 'playwright-core';
import { expect } from 'vitest';

/** Resolves once the frame's audio has played past this second. */
export async function playedBeyond(frame: Frame, seconds: number): Promise<void> {
  const position = () => frame.evaluate<number>('document.querySelector("audio").currentTime');
  await expect.poll(position, { timeout: 120_000 }).toBeGreaterThan(seconds);
}
