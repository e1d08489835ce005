import type { Frame } from 'playwright-core';

/** Clicks the play button, at the left end of the browser's own player. */
export async function pressPlay(frame: Frame): Promise<void> {
  await frame.locator('audio').click({ position: { x: 20, y: 20 } });
}
