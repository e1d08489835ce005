import { expect, vi } from 'vitest';
import { entriesOf } from '../e2e/entries-of.ts';
import { runCommand } from '../e2e/run-command.ts';
import type { Town } from '../e2e/town.ts';
import { bodyOf, sentAt } from '../workflows/body-of.ts';

/** Reports a voicemail that is left now; its workflow is open for the delay. @param suffix of the caller's number */
export async function leaveVoicemail(town: Town, serviceUrl: string, id: number, suffix = id): Promise<void> {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const body = sentAt(bodyOf('b3-call.ended.inbound-missed-voicemail'), nowSeconds);
  const data = { ...body.data, id, ended_at: nowSeconds, raw_digits: `+44 20 7946 ${suffix}` };
  expect(await town.deliver(serviceUrl, { ...body, data })).toBe(200);
}

/** Waits until the workflows have closed, and checks that Front has each entry of their calls once. */
export async function loggedOnce(town: Town, ids: number[]): Promise<void> {
  await Promise.all(ids.map((id) => town.client.workflow.getHandle(`call-${id}`).result()));
  await town.front.settled();
  for (const id of ids) {
    const keys = entriesOf(town.front, id).map(([key]) => key);
    expect(keys, `call ${id}`).toEqual([`aircall-${id}-call`, `aircall-${id}-voicemail`]);
  }
}

/** The server learns of a version by its worker's first poll. */
export async function promote(town: Town, buildId: string): Promise<void> {
  const promoted = async () => (await runCommand(['versions', 'promote', buildId], town.environment)).code === 0;
  await vi.waitUntil(promoted, { timeout: 180_000, interval: 500 });
}
