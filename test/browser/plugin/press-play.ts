import type { Frame } from 'playwright-core';

/** Clicks the play button of the browser's own player, which is at its left end. */
export async function pressPlay(frame: Frame): Promise<void> {
  await frame.locator('audio').click({ position: { x: 20, y: 20 } });
}
